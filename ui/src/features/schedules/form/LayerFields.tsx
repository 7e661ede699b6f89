import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { Badge } from '@/components/Badges';
import { IconButton } from '@/components/Button';
import { Field, Input } from '@/components/Field';
import type { Problem } from '@/lib/api';
import { dutyWord, layerName, layerWords } from '../rotation';
import { type DraftLayer, dutyOf } from './draft';
import { LayerDetails } from './LayerDetails';
import { Restrictions } from './Restrictions';
import { RotationFields } from './RotationFields';
import { Slots } from './Slots';
import { TurnsFrom } from './TurnsFrom';

/** One layer: who takes turns, how often they hand over, at which hours, and for which duty. */
export function LayerFields({
  layer,
  index,
  count,
  timeZone,
  problem,
  onChange,
  onMove,
  onRemove,
}: {
  layer: DraftLayer;
  index: number;
  count: number;
  timeZone: string;
  problem: Problem | undefined;
  onChange: (layer: DraftLayer) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}) {
  const change = (part: Partial<DraftLayer>) => onChange({ ...layer, ...part });
  const errorOf = (field: string) => problem?.of(`layers[${index}].${field}`);
  const within = (list: string) =>
    problem?.violations.find((it) => it.field.includes(`layers[${index}].${list}[`))?.message;
  const name = layerName(layer, index);
  const duty = dutyOf(layer);
  const zone = layer.timeZone || timeZone;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <legend className="sr-only">{name}</legend>
      <div className="flex items-start gap-1">
        <p className="min-w-0 flex-1 pt-1">
          <span className="font-semibold">{name}</span>{' '}
          {duty !== 'DUTY_PRIMARY' && <Badge tone="info">{dutyWord(duty)}</Badge>}{' '}
          <span className="text-faint">{layerWords(layer)}</span>
        </p>
        {count > 1 && (
          <>
            <IconButton label={`${name}: weaker`} disabled={index === 0} onClick={() => onMove(-1)}>
              <ArrowUp size={15} aria-hidden />
            </IconButton>
            <IconButton label={`${name}: stronger`} disabled={index === count - 1} onClick={() => onMove(1)}>
              <ArrowDown size={15} aria-hidden />
            </IconButton>
          </>
        )}
        <IconButton label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </IconButton>
      </div>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field label="Layer name" hint="Optional" error={errorOf('name')}>
          <Input
            value={layer.name ?? ''}
            maxLength={120}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <TurnsFrom layer={layer} error={errorOf('feed_id')} onChange={change} />
        {layer.rotation && !layer.feedId && (
          <RotationFields
            rotation={layer.rotation}
            timeZone={zone}
            restricted={(layer.restrictions ?? []).length > 0}
            errorOf={(field) => errorOf(`rotation.${field}`)}
            onChange={(rotation) => change({ rotation })}
          />
        )}
      </div>
      {!layer.feedId && (
        <Slots
          slots={layer.slots}
          rotation={layer.rotation}
          error={errorOf('participants') ?? errorOf('slots') ?? within('participants') ?? within('slots')}
          onChange={(slots) => change({ slots })}
        />
      )}
      <Restrictions
        windows={layer.restrictions ?? []}
        timeZone={zone}
        error={errorOf('restrictions') ?? within('restrictions')}
        onChange={(restrictions) => change({ restrictions })}
      />
      <LayerDetails layer={layer} zone={timeZone} errorOf={errorOf} onChange={change} />
    </fieldset>
  );
}

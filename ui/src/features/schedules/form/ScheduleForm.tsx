import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input, Select } from '@/components/Field';
import { LinkButton } from '@/components/LinkButton';
import { MarkdownField } from '@/components/MarkdownField';
import { moved } from '@/components/ReorderList';
import { ZonePicker } from '@/components/ZonePicker';
import { asProblem } from '@/lib/api';
import type { Schedule } from '@/lib/schedules';
import { teamsQuery } from '@/lib/teams';
import { type Edition, useSaveSchedule } from '../api/schedules';
import { todayIn, weeksOf } from '../calendar/geometry';
import { changesTurns, type Draft, type DraftLayer, newLayer, toSend } from './draft';
import { HolidaysNote } from './HolidaysNote';
import { LayerFields } from './LayerFields';
import { Preview } from './Preview';
import { ReviewDialog } from './ReviewDialog';

/** A new schedule, or a change to one, with what it comes to beside it before it is saved. */
export function ScheduleForm({ draft: first, stored }: { draft: Draft; stored?: Schedule }) {
  const [draft, setDraft] = useState(first);
  const [reviewed, setReviewed] = useState<Schedule>();
  const navigate = useNavigate();
  const { data: teams } = useQuery(teamsQuery);
  const save = useSaveSchedule();
  const problem = save.error ? asProblem(save.error) : undefined;
  const { layers } = draft;
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const changeLayer = (index: number, layer: DraftLayer) => change({ layers: layers.with(index, layer) });
  const addLayer = () => {
    const zone = draft.timeZone || 'UTC';
    const monday = weeksOf('weeks', todayIn(zone, Date.now()), zone)[0]!.days[0]!.date;
    change({ layers: [...layers, newLayer(monday)] });
  };
  const send = (schedule: Schedule, turns: boolean, edition: Edition = {}) =>
    save.mutate(
      { schedule, turns, edition },
      {
        onSuccess: (saved) => navigate({ to: '/schedules/$id', params: { id: saved.id ?? '' } }),
        // What is wrong with a field is said beside it.
        onError: (error) => asProblem(error).violations.length > 0 && setReviewed(undefined),
      },
    );

  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(24rem,32rem)_1fr]">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const schedule = toSend(draft);
          if (stored && changesTurns(stored, draft)) {
            save.reset();
            setReviewed(schedule);
          } else {
            send(schedule, false);
          }
        }}
      >
        <FormError>{!reviewed && problem?.message}</FormError>
        <div className="grid gap-3 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2">
          <Field label="Name" error={problem?.of('schedule.name')}>
            <Input
              required
              maxLength={120}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          </Field>
          <Field label="Time zone" hint="Hand-offs are at its times." error={problem?.of('time_zone')}>
            <ZonePicker value={draft.timeZone} onChange={(timeZone) => change({ timeZone })} />
          </Field>
          <Field label="Team" error={problem?.of('team_id')}>
            <Select value={draft.teamId ?? ''} onChange={(event) => change({ teamId: event.target.value })}>
              <option value="">None</option>
              {(teams ?? []).map((it) => (
                <option key={it.id} value={it.id}>
                  {it.name}
                </option>
              ))}
            </Select>
          </Field>
          {draft.id && <HolidaysNote scheduleId={draft.id} />}
          <MarkdownField
            label="Description"
            className="sm:col-span-2"
            maxLength={2000}
            error={problem?.of('schedule.description')}
            value={draft.description ?? ''}
            onChange={(description) => change({ description })}
          />
        </div>
        {layers.length > 1 && (
          <p className="text-xs text-faint">
            Where several layers of one duty name somebody, the lowest here wins; overrides win over all.
          </p>
        )}
        {layers.map((layer, index) => (
          <LayerFields
            key={layer.key}
            layer={layer}
            index={index}
            count={layers.length}
            timeZone={draft.timeZone}
            problem={problem}
            onChange={(changed) => changeLayer(index, changed)}
            onMove={(by) => change({ layers: moved(layers, index, index + by) })}
            onRemove={() => change({ layers: layers.filter((_, i) => i !== index) })}
          />
        ))}
        <Button icon={<Plus size={15} aria-hidden />} onClick={addLayer} className="self-start">
          Add a layer
        </Button>
        <div className="flex gap-2">
          <Button look="primary" type="submit" busy={save.isPending}>
            {stored && changesTurns(stored, draft) ? 'Review and save' : 'Save schedule'}
          </Button>
          {draft.id ? (
            <LinkButton to="/schedules/$id" params={{ id: draft.id }}>
              Cancel
            </LinkButton>
          ) : (
            <LinkButton to="/schedules">Cancel</LinkButton>
          )}
        </div>
      </form>
      {reviewed && (
        <ReviewDialog
          draft={reviewed}
          busy={save.isPending}
          problem={problem}
          onSave={(edition) => send(reviewed, true, edition)}
          onClose={() => setReviewed(undefined)}
        />
      )}
      <section aria-label="Preview" className="flex flex-col gap-2 xl:sticky xl:top-4">
        <h2 className="font-semibold">
          What it comes to <span className="font-normal text-faint">before you save, {draft.timeZone}</span>
        </h2>
        <Preview draft={draft} />
      </section>
    </div>
  );
}

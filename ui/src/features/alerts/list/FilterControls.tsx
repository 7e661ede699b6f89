import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { Input, Select } from '@/components/Field';
import { type Filters, labelOf, type Span, severities, silencing, spans, states } from '../filters';
import { type FilterBarProps, Toggles } from './FilterBar';

const spanWords: Record<Span, string> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
};

const dots = {
  critical: 'bg-critical',
  major: 'bg-major',
  minor: 'bg-minor',
  warning: 'bg-warning',
  info: 'bg-info',
};

/** An instant as `datetime-local` wants it, in the reader's zone; and back. */
function localText(instant: string | undefined): string {
  if (!instant) return '';
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
const instantOf = (local: string): string | undefined => (local ? new Date(local).toISOString() : undefined);

export function FilterControls({
  filters,
  onChange,
  knownLabels,
  stacked,
}: FilterBarProps & { stacked?: boolean }) {
  return (
    <div className={stacked ? 'flex flex-col items-start gap-3' : 'contents'}>
      <Toggles
        label="State"
        all={states}
        chosen={filters.states}
        onChange={(it) => onChange({ ...filters, states: it })}
      />
      <Toggles
        label="Severity"
        all={severities}
        chosen={filters.severities}
        dots={dots}
        onChange={(it) => onChange({ ...filters, severities: it })}
      />
      <PeriodControl filters={filters} onChange={onChange} />
      <Select
        aria-label="Silences"
        className="!w-auto"
        value={filters.silencing ?? ''}
        onChange={(event) =>
          onChange({ ...filters, silencing: silencing.find((it) => it === event.target.value) })
        }
      >
        <option value="">Silenced or not</option>
        <option value="silenced">Silenced</option>
        <option value="heard">Not silenced</option>
      </Select>
      <LabelControl filters={filters} onChange={onChange} knownLabels={knownLabels} />
      {filters.group && (
        <Chip text="one group" onRemove={() => onChange({ ...filters, group: '' })} what="the group" />
      )}
      {filters.labels.map(([name, value]) => (
        <Chip
          key={`${name}=${value}`}
          text={`${name}=${value}`}
          what={`${name}=${value}`}
          onRemove={() =>
            onChange({
              ...filters,
              labels: filters.labels.filter((it) => it[0] !== name || it[1] !== value),
            })
          }
        />
      ))}
    </div>
  );
}

interface ControlProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

function PeriodControl({ filters, onChange }: ControlProps) {
  const { period } = filters;
  const between = period && !('span' in period) ? period : undefined;
  const [custom, setCustom] = useState(between !== undefined);
  const value = period && 'span' in period ? period.span : custom || between ? 'custom' : '';
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Select
        aria-label="Received"
        className="!w-auto"
        value={value}
        onChange={(event) => {
          const chosen = event.target.value;
          setCustom(chosen === 'custom');
          const span = spans.find((it) => it === chosen);
          onChange({ ...filters, period: span ? { span } : undefined });
        }}
      >
        <option value="">Any time</option>
        {spans.map((it) => (
          <option key={it} value={it}>
            {spanWords[it]}
          </option>
        ))}
        <option value="custom">Between…</option>
      </Select>
      {(custom || between) &&
        (['from', 'to'] as const).map((end) => (
          <Input
            key={end}
            type="datetime-local"
            aria-label={end === 'from' ? 'Received from' : 'Received before'}
            className="!w-auto"
            value={localText(between?.[end])}
            onChange={(event) => {
              const next = { ...between, [end]: instantOf(event.target.value) };
              onChange({ ...filters, period: next.from || next.to ? next : undefined });
            }}
          />
        ))}
    </span>
  );
}

function LabelControl({ filters, onChange, knownLabels }: ControlProps & { knownLabels: readonly string[] }) {
  const list = useId();
  const [text, setText] = useState('');
  const add = (typed: string) => {
    const label = labelOf(typed.trim());
    if (!label) return false;
    setText('');
    if (!filters.labels.some((it) => it[0] === label[0] && it[1] === label[1])) {
      onChange({ ...filters, labels: [...filters.labels, label] });
    }
    return true;
  };
  return (
    <span>
      <Input
        aria-label="Filter by label, as name=value"
        placeholder="label=value"
        className="!w-32 font-mono"
        list={list}
        value={text}
        onChange={(event) => {
          // Chosen from the list, not typed: taken at once.
          const how = (event.nativeEvent as InputEvent).inputType;
          if (!how || how === 'insertReplacementText') add(event.target.value);
          else setText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            add(text);
          }
        }}
      />
      <datalist id={list}>
        {knownLabels.map((it) => (
          <option key={it} value={it} />
        ))}
      </datalist>
    </span>
  );
}

function Chip({ text, what, onRemove }: { text: string; what: string; onRemove: () => void }) {
  return (
    <span className="inline-flex h-8 max-w-full items-center gap-1 rounded-md bg-accent-bg pl-2 font-mono text-xs pointer-coarse:h-11">
      <span className="truncate">{text}</span>
      <button
        type="button"
        aria-label={`Remove the filter ${what}`}
        title="Remove this filter"
        onClick={onRemove}
        className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:text-ink pointer-coarse:size-11"
      >
        <X size={13} aria-hidden />
      </button>
    </span>
  );
}

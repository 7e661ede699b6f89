import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '@/components/Button';
import { Input } from '@/components/Field';
import { cx } from '@/lib/cx';
import { isOvernight, type Restriction, type Weekday, weekdays, weekdayWord } from '../rotation';

const workdays = weekdays.slice(0, 5);

/** When a layer names anybody: windows of the week, over midnight too. Always when there is none. */
export function Restrictions({
  windows,
  timeZone,
  error,
  onChange,
}: {
  windows: readonly Restriction[];
  timeZone: string;
  error?: string | undefined;
  onChange: (windows: Restriction[]) => void;
}) {
  const change = (index: number, part: Partial<Restriction>) =>
    onChange(windows.with(index, { ...windows[index]!, ...part }));
  const add = () =>
    onChange([...windows, { weekdays: [...(windows.length ? [] : workdays)], start: '09:00', end: '17:00' }]);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-medium">
        Hours <span className="font-normal text-faint">{windows.length ? timeZone : 'around the clock'}</span>
      </legend>
      {windows.map((window, index) => (
        <div
          key={index}
          className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-sunken px-2.5 py-2"
        >
          <Days
            label={`Days of hours ${index + 1}`}
            chosen={window.weekdays ?? []}
            onChange={(days) => change(index, { weekdays: days })}
          />
          <span className="flex items-center gap-1.5">
            <Input
              type="time"
              required
              aria-label={`Hours ${index + 1} from`}
              className="!w-32"
              value={window.start ?? ''}
              onChange={(event) => change(index, { start: event.target.value })}
            />
            –
            <Input
              type="time"
              required
              aria-label={`Hours ${index + 1} until`}
              className="!w-32"
              value={window.end ?? ''}
              onChange={(event) => change(index, { end: event.target.value })}
            />
          </span>
          <span className="flex-1 text-xs text-faint">
            {window.start && window.end && isOvernight(window) && 'until the next day'}
          </span>
          <IconButton
            label={`Remove hours ${index + 1}`}
            onClick={() => onChange(windows.filter((_, i) => i !== index))}
          >
            <X size={15} aria-hidden />
          </IconButton>
        </div>
      ))}
      {error && <p className="text-xs text-critical">{error}</p>}
      <Button look="quiet" icon={<Plus size={15} aria-hidden />} className="self-start" onClick={add}>
        {windows.length ? 'More hours' : 'Only at certain hours'}
      </Button>
    </fieldset>
  );
}

/** Days of the week to be switched on and off; none is every day. */
function Days({
  label,
  chosen,
  onChange,
}: {
  label: string;
  chosen: readonly string[];
  onChange: (days: Weekday[]) => void;
}) {
  const every = chosen.length === 0;
  return (
    <fieldset className="flex overflow-hidden rounded-md border border-line-strong bg-surface">
      <legend className="sr-only">{label}</legend>
      {weekdays.map((day) => {
        const on = every || chosen.includes(day);
        return (
          <button
            key={day}
            type="button"
            aria-pressed={on}
            onClick={() => {
              const before = every ? [...weekdays] : weekdays.filter((it) => chosen.includes(it));
              const next = on
                ? before.filter((it) => it !== day)
                : weekdays.filter((it) => it === day || before.includes(it));
              if (next.length > 0) onChange(next.length === 7 ? [] : next);
            }}
            className={cx(
              'h-[30px] w-8 border-l border-line text-sm first:border-l-0 focus-visible:-outline-offset-2 pointer-coarse:h-11',
              on ? 'bg-accent-bg font-medium text-accent' : 'text-faint hover:bg-sunken',
            )}
          >
            {weekdayWord(day).slice(0, 2)}
            <span className="sr-only">{weekdayWord(day).slice(2)}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

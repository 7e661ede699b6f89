import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { Checkbox, Field, Input, Select } from '@/components/Field';
import { AddTarget } from '@/components/paging/AddTarget';
import { ticketProvidersQuery } from '@/lib/arrangement';
import { durationOf, secondsOf } from '@/lib/duration';
import { targetKey } from '@/lib/targets';
import type { Step } from './api/policies';
import { kindOf } from './steps';
import { useTargetNames } from './useTargetNames';

/** The ways that people can be paged on, as the API calls them. */
const ways = [
  ['slack', 'Slack'],
  ['email', 'E-mail'],
  ['sms', 'SMS'],
] as const;

/** One step: how long it waits, whom it pages and how, and whether it opens a ticket. */
export function StepEditor({
  step,
  first,
  readOnly,
  onChange,
}: {
  step: Step;
  first: boolean;
  readOnly: boolean;
  onChange: (step: Step) => void;
}) {
  const { words } = useTargetNames();
  const providers = useQuery(ticketProvidersQuery).data ?? [];
  const targets = step.targets ?? [];
  const channels = step.channels ?? [];
  const toPeople = targets.some((it) => kindOf(it) !== 'channel');
  const known = ways.map(([way]) => way as string);
  const shownWays = [...ways, ...channels.filter((it) => !known.includes(it)).map((it) => [it, it] as const)];
  const toggle = (way: string) => {
    const all = shownWays.map(([each]) => each as string);
    const before = channels.length === 0 ? all : channels;
    const next = before.includes(way) ? before.filter((it) => it !== way) : [...before, way];
    // None is as good as all: somebody has to be reached.
    onChange({ ...step, channels: next.length === 0 || known.every((it) => next.includes(it)) ? [] : next });
  };
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label="Who is paged" className="flex flex-wrap gap-1.5">
        {targets.map((target) => (
          <li
            key={targetKey(target)}
            className="inline-flex min-h-8 max-w-full items-center gap-1 rounded-md bg-accent-bg pl-2 text-ink"
          >
            <span className="min-w-0 truncate">{words(target)}</span>
            {readOnly ? (
              <span className="w-1" />
            ) : (
              <button
                type="button"
                aria-label={`Remove ${words(target)}`}
                onClick={() => onChange({ ...step, targets: targets.filter((it) => it !== target) })}
                className="inline-flex size-8 items-center justify-center rounded-md text-muted hover:text-ink"
              >
                <X size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
        {targets.length === 0 && (
          <li className="py-1 text-muted">Nobody yet: choose whom this step pages.</li>
        )}
      </ul>
      {!readOnly && (
        <AddTarget
          taken={targets.map(targetKey)}
          onAdd={(target) => onChange({ ...step, targets: [...targets, target] })}
        />
      )}
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <Field label={first ? 'Waits, in minutes' : 'Minutes after the step before'}>
          <Input
            type="number"
            min={0}
            max={1440}
            step="any"
            className="!w-24"
            value={secondsOf(step.wait) / 60}
            onChange={(event) =>
              onChange({ ...step, wait: durationOf(Math.round(Number(event.target.value) * 60) || 0) })
            }
          />
        </Field>
        {toPeople && (
          <fieldset className="flex min-w-0 flex-wrap items-center gap-x-3">
            <legend className="pb-1 font-medium">On</legend>
            {shownWays.map(([way, label]) => (
              <Checkbox
                key={way}
                label={label}
                checked={channels.length === 0 || channels.includes(way)}
                onChange={() => toggle(way)}
              />
            ))}
          </fieldset>
        )}
        {providers.length > 0 && (
          <Field label="Opens a ticket in" className="min-w-32">
            <Select
              value={step.ticketProviderId}
              onChange={(event) => onChange({ ...step, ticketProviderId: event.target.value })}
            >
              <option value="">no ticket</option>
              {providers.map((it) => (
                <option key={it.id} value={it.id}>
                  {it.name}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
    </div>
  );
}

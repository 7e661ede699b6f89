import { useQuery } from '@tanstack/react-query';
import { Field, Input, Select } from '@/components/Field';
import type { Schemas } from '@/lib/api';
import { shortTime } from '@/lib/time';
import { recentAlertsQuery } from './api/templates';
import type { EditorSearch } from './routes';
import { type EventKind, events, type Slot } from './slots';

const common = ['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt-BR', 'uk', 'zh'];
const names = new Intl.DisplayNames('en', { type: 'language' });

/** What the editor shows: the set's name, the event, the language, and whose data. */
export function Subjects({
  slot,
  alertId,
  set,
  name,
  nameError,
  onName,
  onChoose,
}: {
  slot: Slot;
  alertId: string;
  set: readonly Schemas['Template'][];
  name: string;
  nameError: string | undefined;
  /** Absent for those who may not change it. */
  onName: ((name: string) => void) | undefined;
  onChoose: (search: EditorSearch) => void;
}) {
  const alerts = useQuery(recentAlertsQuery).data ?? [];
  const own = set.map((it) => it.locale ?? '').filter(Boolean);
  const languages = [...new Set([...own, slot.locale, ...common])].filter(Boolean).sort();
  return (
    <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      <Field label="Name of the set" error={nameError}>
        <Input
          value={name}
          required
          maxLength={120}
          readOnly={!onName}
          placeholder="Operations"
          onChange={(event) => onName?.(event.target.value)}
        />
      </Field>
      <Field label="Event">
        <Select value={slot.event} onChange={(event) => onChoose({ event: event.target.value as EventKind })}>
          {events.map((it) => (
            <option key={it.kind} value={it.kind}>
              {it.label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Language">
        <Select value={slot.locale} onChange={(event) => onChoose({ locale: event.target.value })}>
          <option value="">Every language that has none of its own</option>
          {languages.map((it) => (
            <option key={it} value={it}>
              {names.of(it)} ({it}){own.includes(it) ? ' · in this set' : ''}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Shown with">
        <Select value={alertId} onChange={(event) => onChoose({ alert: event.target.value || undefined })}>
          <option value="">The built-in sample</option>
          {alertId && !alerts.some((it) => it.id === alertId) && (
            <option value={alertId}>Alert {alertId.slice(0, 8)}</option>
          )}
          {alerts.map((it) => (
            <option key={it.id} value={it.id}>
              {it.title} · {shortTime(it.createTime ?? '')}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

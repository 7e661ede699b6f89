import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Checkbox, Field, FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { Moment } from '@/components/Time';
import { ZonePicker } from '@/components/ZonePicker';
import { asProblem } from '@/lib/api';
import { type Config, configQuery, updateConfig } from './api/config';

const limits = [
  ['callsPerSecond', 'calls_per_second', 'Calls a second', 50],
  ['callsBurst', 'calls_burst', 'Calls at once after a pause', 200],
  ['methodCallsPerSecond', 'method_calls_per_second', 'Calls of one method a second', 20],
  ['methodCallsBurst', 'method_calls_burst', 'Calls of one method at once', 100],
] as const;

const afterTheirEnd = 'After their end. 0: as in the installation, which is also the longest.';

const kept = [
  ['deliveryDays', 'delivery_days', 'Days that deliveries are kept', afterTheirEnd],
  ['ticketNoteDays', 'ticket_note_days', 'Days that notes of tickets are kept', afterTheirEnd],
  [
    'alertDays',
    'alert_days',
    'Days that alerts are kept',
    'With their timelines, after their end; reports reach as far back. At least 7. 0: as in the installation, which is also the longest.',
  ],
] as const;

/** What holds for everybody in the organisation. */
export function ConfigForm() {
  const query = useQuery(configQuery);
  return (
    <Card title="Organisation">
      <Loaded query={query} what="the settings" rows={4}>
        {(config) => <Form key={config.updateTime ?? ''} config={config} />}
      </Loaded>
    </Card>
  );
}

function Form({ config }: { config: Config }) {
  const queries = useQueryClient();
  // Zero stands for the installation's limit, also for all four.
  const own = limits.some(([name]) => config.limits?.[name]);
  const [timeZone, setTimeZone] = useState(config.timeZone ?? '');
  const [locale, setLocale] = useState(config.locale ?? '');
  const [limited, setLimited] = useState(own);
  const [values, setValues] = useState<Record<string, string>>(
    Object.fromEntries(
      limits.map(([name, , , usual]) => [name, String(own ? (config.limits?.[name] ?? 0) : usual)]),
    ),
  );
  const [days, setDays] = useState<Record<string, string>>(
    Object.fromEntries(kept.map(([name]) => [name, String(config.retention?.[name] ?? 0)])),
  );
  const saving = useMutation({
    mutationFn: () =>
      updateConfig({
        timeZone,
        locale,
        retention: Object.fromEntries(kept.map(([name]) => [name, Number(days[name])])),
        ...(limited
          ? { limits: Object.fromEntries(limits.map(([name]) => [name, Number(values[name])])) }
          : {}),
      }),
    meta: { success: 'Settings saved', quiet: true },
    onSuccess: (saved) => queries.setQueryData(configQuery.queryKey, saved),
  });
  const problem = saving.error ? asProblem(saving.error) : undefined;
  return (
    <form
      className="flex flex-col gap-3 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <FormError>{problem?.message}</FormError>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="Time zone of new people"
          hint="For whom none is named; UTC when empty."
          error={problem?.of('time_zone')}
        >
          <ZonePicker value={timeZone} onChange={setTimeZone} />
        </Field>
        <Field
          label="Language of messages"
          hint="To people who chose none, as de or pt-BR; the templates without a language when empty."
          error={problem?.of('locale')}
        >
          <Input
            value={locale}
            maxLength={7}
            pattern="[a-z]{2,3}(-([A-Z]{2}|[0-9]{3}))?"
            placeholder="de"
            onChange={(event) => setLocale(event.target.value)}
          />
        </Field>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        {kept.map(([name, proto, label, hint]) => (
          <Field key={name} label={label} hint={hint} error={problem?.of(proto)}>
            <Input
              type="number"
              required
              min={0}
              max={3650}
              step={1}
              value={days[name] ?? ''}
              onChange={(event) => setDays((old) => ({ ...old, [name]: event.target.value }))}
            />
          </Field>
        ))}
      </div>
      <Checkbox
        label="Own limits for calls of the API (otherwise the installation's)"
        checked={limited}
        onChange={(event) => setLimited(event.target.checked)}
      />
      {limited && (
        <div className="grid gap-3 sm:grid-cols-2">
          {limits.map(([name, proto, label]) => (
            <Field key={name} label={label} hint="0: as in the installation." error={problem?.of(proto)}>
              <Input
                type="number"
                required
                min={0}
                step="any"
                value={values[name] ?? ''}
                onChange={(event) => setValues((old) => ({ ...old, [name]: event.target.value }))}
              />
            </Field>
          ))}
        </div>
      )}
      <div className="flex items-center gap-3">
        <Button look="primary" type="submit" busy={saving.isPending}>
          Save
        </Button>
        {config.updateTime && (
          <span className="text-sm text-muted">
            last changed <Moment time={config.updateTime} />
          </span>
        )}
      </div>
    </form>
  );
}

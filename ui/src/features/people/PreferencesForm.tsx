import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SeverityBadge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { ZonePicker } from '@/components/ZonePicker';
import { asProblem } from '@/lib/api';
import { contactKinds } from '@/lib/contacts';
import { type Preferences, preferencesQuery, useSavePreferences } from './api/preferences';
import { gridOf, rulesOf, type Severity, severities } from './pageRules';

/** Language, time zone, and which kinds of address pages of each severity go to. */
export function PreferencesForm({ userId, mayChange }: { userId: string; mayChange: boolean }) {
  const query = useQuery(preferencesQuery(userId));
  return (
    <Card title="Preferences">
      <Loaded query={query} what="the preferences" rows={4}>
        {(preferences) => <Form userId={userId} preferences={preferences} mayChange={mayChange} />}
      </Loaded>
    </Card>
  );
}

function Form({
  userId,
  preferences,
  mayChange,
}: {
  userId: string;
  preferences: Preferences;
  mayChange: boolean;
}) {
  const [locale, setLocale] = useState(preferences.locale ?? '');
  const [timeZone, setTimeZone] = useState(preferences.timeZone ?? '');
  const [grid, setGrid] = useState(() => gridOf(preferences.pageRules));
  const save = useSavePreferences(userId);
  const problem = save.error ? asProblem(save.error) : undefined;
  const toggle = (severity: Severity, kind: (typeof contactKinds)[number]['kind'], on: boolean) =>
    setGrid({
      ...grid,
      [severity]: on ? [...grid[severity], kind] : grid[severity].filter((it) => it !== kind),
    });

  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ locale, timeZone, pageRules: rulesOf(grid) });
      }}
    >
      <FormError>{problem?.message}</FormError>
      <fieldset disabled={!mayChange} className="flex flex-col gap-4">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Time zone" hint="Empty: the organisation's." error={problem?.of('time_zone')}>
            <ZonePicker optional value={timeZone} onChange={setTimeZone} disabled={!mayChange} />
          </Field>
          <Field
            label="Language of messages"
            hint="A code such as de or pt-BR. Empty: the organisation's."
            error={problem?.of('locale')}
          >
            <Input
              value={locale}
              placeholder="en"
              pattern="[a-z]{2,3}(-([A-Z]{2}|[0-9]{3}))?"
              title="a language such as de, or with a country: pt-BR"
              onChange={(event) => setLocale(event.target.value.trim())}
            />
          </Field>
        </div>
        <div className="overflow-x-auto">
          <table className="text-left">
            <caption className="pb-1 text-left font-medium">
              Where pages go by severity
              <span className="block text-xs font-normal text-faint">
                Nothing ticked: to all addresses. A page is never lost to a preference.
              </span>
            </caption>
            <thead>
              <tr className="text-xs text-faint">
                <th scope="col" className="py-1 pr-6 font-medium">
                  Severity
                </th>
                {contactKinds.map((it) => (
                  <th key={it.kind} scope="col" className="px-3 py-1 text-center font-medium">
                    {it.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {severities.map((severity) => (
                <tr key={severity} className="border-t border-line">
                  <th scope="row" className="py-1.5 pr-6">
                    <SeverityBadge severity={severity} />
                  </th>
                  {contactKinds.map((it) => (
                    <td key={it.kind} className="px-3 text-center">
                      <label className="inline-flex size-8 items-center justify-center">
                        <span className="sr-only">
                          {severity} by {it.label}
                        </span>
                        <input
                          type="checkbox"
                          className="size-4 accent-(--c-accent)"
                          checked={grid[severity].includes(it.kind)}
                          onChange={(event) => toggle(severity, it.kind, event.target.checked)}
                        />
                      </label>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </fieldset>
      {mayChange && (
        <Button look="primary" type="submit" busy={save.isPending} className="self-start">
          Save preferences
        </Button>
      )}
    </form>
  );
}

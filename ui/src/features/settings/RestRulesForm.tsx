import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Checkbox, Field, FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { Moment } from '@/components/Time';
import { asProblem } from '@/lib/api';
import { type RestRules, restRulesQuery } from '@/lib/restRules';
import { schedulesQuery } from '@/lib/schedules';
import { saveRestRules } from './api/restRules';

/** How much rest people are to have: planning warns where it is broken. */
export function RestRulesForm() {
  const query = useQuery(restRulesQuery);
  return (
    <div id="rest-rules" className="scroll-mt-16">
      <Card title="Rest rules">
        <Loaded query={query} what="the rest rules" rows={3}>
          {(rules) => <Form key={rules.updateTime ?? ''} rules={rules} />}
        </Loaded>
      </Card>
    </div>
  );
}

function Form({ rules }: { rules: RestRules }) {
  const queries = useQueryClient();
  const [minRest, setMinRest] = useState(String(rules.minRestHours || ''));
  const [budget, setBudget] = useState(String(rules.nightBudgetHours || ''));
  const [nightStart, setNightStart] = useState(rules.nightStart || '22:00');
  const [nightEnd, setNightEnd] = useState(rules.nightEnd || '06:00');
  const [divert, setDivert] = useState(rules.divert ?? false);
  const [divertCritical, setDivertCritical] = useState(rules.divertCritical ?? false);
  const saving = useMutation({
    mutationFn: () =>
      saveRestRules({
        minRestHours: Number(minRest) || 0,
        nightBudgetHours: Number(budget) || 0,
        nightStart,
        nightEnd,
        divert,
        // Only where pages are diverted at all.
        divertCritical: divert && divertCritical,
      }),
    meta: { success: 'Rest rules saved', quiet: true },
    onSuccess: (saved) => {
      queries.setQueryData(restRulesQuery.queryKey, saved);
      // Calendars and reports count by them.
      return queries.invalidateQueries({ queryKey: schedulesQuery.queryKey });
    },
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
      <p className="text-muted">
        Schedules and the fairness report warn where a plan breaks them. Nothing is forbidden.
      </p>
      <FormError>{problem?.message}</FormError>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="Least rest between two shifts, in hours"
          hint="Empty: no rule. The European Union asks for 11."
          error={problem?.of('min_rest_hours')}
        >
          <Input
            type="number"
            min={0}
            max={168}
            value={minRest}
            onChange={(event) => setMinRest(event.target.value)}
          />
        </Field>
        <Field
          label="Most hours at night in any 28 days"
          hint="Empty: no rule."
          error={problem?.of('night_budget_hours')}
        >
          <Input
            type="number"
            min={0}
            max={300}
            value={budget}
            onChange={(event) => setBudget(event.target.value)}
          />
        </Field>
        <Field label="A night begins at" hint="In each person’s own zone." error={problem?.of('night_start')}>
          <Input
            type="time"
            required
            value={nightStart}
            onChange={(event) => setNightStart(event.target.value)}
          />
        </Field>
        <Field
          label="and ends at"
          hint={nightEnd <= nightStart ? 'On the next day.' : undefined}
          error={problem?.of('night_end')}
        >
          <Input
            type="time"
            required
            value={nightEnd}
            onChange={(event) => setNightEnd(event.target.value)}
          />
        </Field>
      </div>
      <fieldset className="flex flex-col items-start">
        <legend className="mb-1 font-medium">Pages while somebody has to rest</legend>
        <Checkbox
          label="After a page at night, first steps page the secondary until the least rest is over"
          checked={divert}
          onChange={(event) => setDivert(event.target.checked)}
        />
        {divert && (
          <Checkbox
            label="Critical alerts too"
            checked={divertCritical}
            onChange={(event) => setDivertCritical(event.target.checked)}
          />
        )}
        <p className="text-xs text-faint">
          No page is lost to it: where the secondary cannot be reached, or has to rest too, the primary is
          paged.
        </p>
      </fieldset>
      <div className="flex items-center gap-3">
        <Button look="primary" type="submit" busy={saving.isPending}>
          Save rest rules
        </Button>
        {rules.updateTime && (
          <span className="text-sm text-muted">
            last changed <Moment time={rules.updateTime} />
          </span>
        )}
      </div>
    </form>
  );
}

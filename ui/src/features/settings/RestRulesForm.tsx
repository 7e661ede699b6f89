import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input } from '@/components/Field';
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
  const saving = useMutation({
    mutationFn: () =>
      saveRestRules({
        minRestHours: Number(minRest) || 0,
        nightBudgetHours: Number(budget) || 0,
        nightStart,
        nightEnd,
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

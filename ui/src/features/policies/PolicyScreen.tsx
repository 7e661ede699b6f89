import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { EditorPage, NoSuchThing } from '@/components/EditorPage';
import { Checkbox, Field, FormError, Input, TextArea } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { asProblem } from '@/lib/api';
import { policiesQuery } from '@/lib/arrangement';
import { useCaller } from '@/lib/caller';
import { deletePolicy, type Policy, savePolicy } from './api/policies';
import { DryRun } from './DryRun';
import { Fallback } from './Fallback';
import { bare, freshPolicy, isUsable, keyed } from './steps';
import { Timeline } from './Timeline';

export function PolicyScreen() {
  const { policyId } = useParams({ from: '/shell/policies/$policyId' });
  const query = useQuery(policiesQuery);
  return (
    <Loaded query={query} what="the policy">
      {(policies) => {
        const policy = policies.find((it) => it.id === policyId);
        return policy ? (
          <PolicyForm key={policyId} policy={policy} />
        ) : (
          <NoSuchThing noun="policy" list="/policies">
            To the policies
          </NoSuchThing>
        );
      }}
    </Loaded>
  );
}

export function NewPolicyScreen() {
  return <PolicyForm policy={freshPolicy} />;
}

function PolicyForm({ policy }: { policy: Policy }) {
  const may = useCaller().may('manager');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [value, setValue] = useState(policy);
  const [steps, setSteps] = useState(() => keyed(policy.steps));
  const put = (change: Partial<Policy>) => setValue((before) => ({ ...before, ...change }));
  const whole = useMemo<Policy>(() => ({ ...value, steps: bare(steps) }), [value, steps]);
  const changed = JSON.stringify(whole) !== JSON.stringify(policy);

  const back = () => navigate({ to: '/policies', ignoreBlocker: true });
  const save = useMutation({
    mutationFn: () => savePolicy({ ...whole, name: whole.name.trim() }),
    meta: { quiet: true, success: 'Policy saved: escalations under way go on with it' },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['escalation-policies'] });
      back();
    },
  });
  const removal = useMutation({
    mutationFn: () => deletePolicy(policy.id ?? ''),
    meta: { success: 'Policy deleted' },
    onSuccess: async () => {
      await back();
      queries.invalidateQueries({ queryKey: ['escalation-policies'] });
    },
  });
  const problem = save.error ? asProblem(save.error) : undefined;
  const placed = ['name', 'description', 'repeat'].some((it) => problem?.of(it));

  return (
    <EditorPage
      noun="policy"
      name={policy.id ? policy.name : undefined}
      list="/policies"
      may={may}
      changed={changed}
      usable={isUsable(steps)}
      saving={save.isPending}
      onSave={() => save.mutate()}
      deletion={{
        busy: removal.isPending,
        onDelete: () => removal.mutate(),
        line: 'It cannot be deleted while a route names it or while it is the default.',
      }}
      aside={<DryRun policy={whole} usable={isUsable(steps)} />}
    >
      <FormError>{problem && !placed && problem.message}</FormError>
      <Card>
        <div className="flex flex-col gap-4 p-4">
          <Field label="Name" error={problem?.of('name')}>
            <Input
              required
              maxLength={120}
              value={value.name}
              onChange={(event) => put({ name: event.target.value })}
            />
          </Field>
          <Field label="What it is for" error={problem?.of('description')}>
            <TextArea
              rows={2}
              maxLength={2000}
              value={value.description}
              onChange={(event) => put({ description: event.target.value })}
            />
          </Field>
          <Checkbox
            checked={value.default ?? false}
            onChange={(event) => put({ default: event.target.checked })}
            label="Default: pages for alerts that no route matches"
          />
        </div>
      </Card>
      <Timeline
        steps={steps}
        onChange={setSteps}
        readOnly={!may}
        repeat={value.repeat ?? 0}
        onRepeat={(repeat) => put({ repeat })}
        repeatError={problem?.of('repeat')}
        fallback={
          <Fallback
            value={value.fallback}
            readOnly={!may}
            onChange={(fallback) =>
              setValue(({ fallback: _gone, ...rest }) => (fallback ? { ...rest, fallback } : rest))
            }
          />
        }
      />
    </EditorPage>
  );
}

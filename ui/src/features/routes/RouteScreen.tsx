import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { EditorPage, NoSuchThing } from '@/components/EditorPage';
import { Checkbox, Field, FormError, Input, Select } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { asProblem } from '@/lib/api';
import { policiesQuery, routesQuery, templatesQuery, ticketProvidersQuery } from '@/lib/arrangement';
import { useCaller } from '@/lib/caller';
import { mistakesOf } from '@/lib/cel/mistakes';
import { durationOf, secondsOf } from '@/lib/duration';
import { deleteRoute, type Route, saveRoute } from './api/routes';
import { ConditionField } from './ConditionField';
import { GroupBy } from './GroupBy';
import { QuietHours } from './QuietHours';
import { TrialCard } from './TryRoute';
import { useTrial } from './useTrial';

const fresh: Route = {
  name: '',
  position: 0,
  condition: '',
  continue: false,
  groupBy: [],
  groupWait: '0s',
  policyId: '',
  templateId: '',
  ticketProviderId: '',
  disabled: false,
  suppressHours: [],
};

export function RouteScreen() {
  const { routeId } = useParams({ from: '/shell/routes/$routeId' });
  const query = useQuery(routesQuery);
  return (
    <Loaded query={query} what="the route">
      {(routes) => {
        const route = routes.find((it) => it.id === routeId);
        return route ? (
          <RouteForm key={routeId} route={route} />
        ) : (
          <NoSuchThing noun="route" list="/routes">
            To the routes
          </NoSuchThing>
        );
      }}
    </Loaded>
  );
}

export function NewRouteScreen() {
  return <RouteForm route={fresh} />;
}

function RouteForm({ route }: { route: Route }) {
  const may = useCaller().may('manager');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [value, setValue] = useState(route);
  const put = (change: Partial<Route>) => setValue((before) => ({ ...before, ...change }));
  const policies = useQuery(policiesQuery).data ?? [];
  const templates = useQuery(templatesQuery).data ?? [];
  const providers = useQuery(ticketProvidersQuery).data ?? [];
  const sets = useMemo(
    () => [...new Map(templates.map((it) => [it.name, it.id ?? ''])).entries()],
    [templates],
  );
  const setOfTemplate = templates.find((it) => it.id === value.templateId)?.name;
  const trial = useTrial('', value);
  const changed = JSON.stringify(value) !== JSON.stringify(route);

  const back = () => navigate({ to: '/routes', ignoreBlocker: true });
  const save = useMutation({
    mutationFn: () => saveRoute({ ...value, name: value.name.trim() }),
    meta: { quiet: true, success: 'Route saved: it holds for alerts from now on' },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['routes'] });
      back();
    },
  });
  const removal = useMutation({
    mutationFn: () => deleteRoute(route.id ?? ''),
    meta: { success: 'Route deleted' },
    onSuccess: async () => {
      await back();
      queries.invalidateQueries({ queryKey: ['routes'] });
    },
  });
  const problem = save.error ? asProblem(save.error) : undefined;
  const known = ['name', 'condition', 'policy_id', 'group_wait', 'template_id', 'ticket_provider_id'];
  const unplaced = problem && !known.some((it) => problem.of(it)) ? problem.message : undefined;
  // The trial reads the condition at every pause: what a save was refused for may be mended since.
  const mistakes = mistakesOf(trial.query.error, 'condition');

  return (
    <EditorPage
      noun="route"
      name={route.id ? route.name : undefined}
      list="/routes"
      may={may}
      changed={changed}
      saving={save.isPending}
      onSave={() => save.mutate()}
      deletion={{
        busy: removal.isPending,
        onDelete: () => removal.mutate(),
        line: 'Alerts that it would have taken go on to the routes after it.',
      }}
      aside={<TrialCard trial={trial} title="Try it" />}
    >
      <Card>
        <div className="flex flex-col gap-4 p-4">
          <FormError>{unplaced}</FormError>
          <Field label="Name" error={problem?.of('name')}>
            <Input
              required
              maxLength={120}
              value={value.name}
              onChange={(event) => put({ name: event.target.value })}
            />
          </Field>
          <ConditionField
            value={value.condition ?? ''}
            onChange={(condition) => put({ condition })}
            mistakes={mistakes}
            checked={trial.query.isSuccess && !trial.query.isPlaceholderData}
            readOnly={!may}
          />
          <Field label="Pages by" error={problem?.of('policy_id')}>
            <Select
              required
              value={value.policyId}
              onChange={(event) => put({ policyId: event.target.value })}
            >
              <option value="">Choose a policy</option>
              {policies.map((it) => (
                <option key={it.id} value={it.id}>
                  {it.name}
                </option>
              ))}
            </Select>
          </Field>
          <div className="flex flex-col gap-1">
            <Checkbox
              checked={value.continue ?? false}
              onChange={(event) => put({ continue: event.target.checked })}
              label="Continue: later routes are tried as well, and page in addition"
            />
            <Checkbox
              checked={!value.disabled}
              onChange={(event) => put({ disabled: !event.target.checked })}
              label="In use"
            />
          </div>
        </div>
      </Card>
      <Card title="Grouping">
        <div className="flex flex-col gap-4 p-4">
          <GroupBy value={value.groupBy ?? []} onChange={(groupBy) => put({ groupBy })} />
          <Field
            label="Wait for more alerts before the first page, in seconds"
            hint="0 to 3600. Alerts that come in this while are told in one message."
            error={problem?.of('group_wait')}
          >
            <Input
              type="number"
              min={0}
              max={3600}
              className="max-w-32"
              value={secondsOf(value.groupWait)}
              onChange={(event) => put({ groupWait: durationOf(Number(event.target.value) || 0) })}
            />
          </Field>
        </div>
      </Card>
      <QuietHours
        value={value.suppressHours ?? []}
        onChange={(suppressHours) => put({ suppressHours })}
        problem={problem}
      />
      <Card title="Messages and tickets">
        <div className="grid gap-4 p-4 sm:grid-cols-2">
          <Field label="Template set" error={problem?.of('template_id')}>
            <Select
              value={sets.find(([name]) => name === setOfTemplate)?.[1] ?? value.templateId}
              onChange={(event) => put({ templateId: event.target.value })}
            >
              <option value="">The default</option>
              {value.templateId && !setOfTemplate && (
                <option value={value.templateId}>one that was deleted: the default is used</option>
              )}
              {sets.map(([name, id]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Open a ticket for each group in" error={problem?.of('ticket_provider_id')}>
            <Select
              value={value.ticketProviderId}
              onChange={(event) => put({ ticketProviderId: event.target.value })}
            >
              <option value="">no ticket</option>
              {providers.map((it) => (
                <option key={it.id} value={it.id}>
                  {it.name}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </Card>
    </EditorPage>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { LinkButton } from '@/components/LinkButton';
import { Card, Page } from '@/components/Page';
import { moved, ReorderList } from '@/components/ReorderList';
import { Empty, Loaded } from '@/components/States';
import { policiesQuery, routesQuery } from '@/lib/arrangement';
import { useCaller } from '@/lib/caller';
import { changeRoute, type Route } from './api/routes';
import { placesAfter } from './order';
import { RouteRow } from './RouteRow';
import { TryRoute } from './TryRoute';

const newLink = (
  <LinkButton to="/routes/new" look="primary" icon={<Plus size={15} aria-hidden />}>
    New route
  </LinkButton>
);

export function RoutesScreen() {
  const query = useQuery(routesQuery);
  const policies = useQuery(policiesQuery).data ?? [];
  const may = useCaller().may('manager');
  const queries = useQueryClient();
  const { alert } = useSearch({ from: '/shell/routes' });
  const renew = () => queries.invalidateQueries({ queryKey: ['routes'] });
  const order = useMutation({
    mutationFn: async ({ from, to }: { from: number; to: number }) => {
      const routes = query.data ?? [];
      await queries.cancelQueries({ queryKey: routesQuery.queryKey });
      const places = placesAfter(routes, from, to);
      queries.setQueryData(
        routesQuery.queryKey,
        moved(routes, from, to).map((it) => ({ ...it, ...places.find(({ id }) => id === it.id) })),
      );
      for (const place of places) {
        const route = routes.find((it) => it.id === place.id);
        if (route) await changeRoute({ ...route, position: place.position }, 'position');
      }
    },
    meta: { success: 'Order saved' },
    scope: { id: 'routes-order' },
    onSettled: renew,
  });
  const toggle = useMutation({
    mutationFn: (route: Route) => changeRoute({ ...route, disabled: !route.disabled }, 'disabled'),
    onSettled: renew,
  });
  const policyOf = (id: string | undefined) => policies.find((it) => it.id === id)?.name;
  const fallback = policies.find((it) => it.default);

  return (
    <Page wide title="Routes" actions={may && newLink}>
      <p className="max-w-3xl text-muted">
        Tried from the top for each alert. The first whose condition holds wins; one that says “continue” lets
        the later ones be tried as well.
      </p>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card>
          <Loaded query={query} what="the routes">
            {(routes) =>
              routes.length === 0 ? (
                <Empty title="No routes yet">
                  <p>
                    {fallback
                      ? `Every alert is paged by the default policy, ${fallback.name}.`
                      : 'Alerts page nobody until there is a route or a default policy.'}
                  </p>
                  {may && newLink}
                </Empty>
              ) : (
                <>
                  <ReorderList
                    label="Routes in the order in which they are tried"
                    items={routes}
                    keyOf={keyOf}
                    nameOf={(it) => it.name}
                    onMove={may && !order.isPending ? (from, to) => order.mutate({ from, to }) : undefined}
                    className="divide-y divide-line"
                  >
                    {(route, index) => (
                      <RouteRow
                        route={route}
                        place={index + 1}
                        policy={policyOf(route.policyId)}
                        onToggle={may ? () => toggle.mutate(route) : undefined}
                      />
                    )}
                  </ReorderList>
                  <p className="border-t border-line px-4 py-3 text-muted">
                    When none matches:{' '}
                    <b className="font-medium text-ink">
                      {fallback
                        ? `the default policy, ${fallback.name}`
                        : 'the alert is kept and pages nobody'}
                    </b>
                  </p>
                </>
              )
            }
          </Loaded>
        </Card>
        <TryRoute alertId={alert ?? ''} />
      </div>
    </Page>
  );
}

const keyOf = (route: Route) => route.id ?? '';

import { api, type Schemas } from '@/lib/api';

export type Route = Schemas['Route'];

/** Creates a route, or changes all of one that is there. */
export async function saveRoute(route: Route): Promise<Route> {
  if (!route.id) return (await api.POST('/api/v1/routes', { body: route })).data!;
  const { data } = await api.PATCH('/api/v1/routes/{route.id}', {
    params: { path: { 'route.id': route.id } },
    body: route,
  });
  return data!;
}

/** Changes what is named of a route. */
export async function changeRoute(route: Route, mask: string): Promise<void> {
  await api.PATCH('/api/v1/routes/{route.id}', {
    params: { path: { 'route.id': route.id ?? '' }, query: { updateMask: mask } },
    body: route,
  });
}

export async function deleteRoute(id: string): Promise<void> {
  await api.DELETE('/api/v1/routes/{id}', { params: { path: { id } } });
}

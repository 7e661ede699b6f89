import { queryOptions } from '@tanstack/react-query';
import { api } from './api';
import { allPages } from './people';

// What several screens let people choose from. The keys begin with the noun, so that whoever changes one of them
// renews these lists too.

/** Every escalation policy, by name. */
export const policiesQuery = queryOptions({
  queryKey: ['escalation-policies', 'all'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/escalation-policies', {
        params: { query: { pageSize: 500, pageToken } },
      });
      return { items: data?.policies, next: data?.nextPageToken };
    }),
});

/** Every route, in the order in which they are tried. */
export const routesQuery = queryOptions({
  queryKey: ['routes', 'all'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/routes', { params: { query: { pageSize: 500, pageToken } } });
      return { items: data?.routes, next: data?.nextPageToken };
    }),
});

/** Every template of the tenant, by name. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/templates', {
        params: { query: { pageSize: 200, pageToken } },
      });
      return { items: data?.templates, next: data?.nextPageToken };
    }),
});

/** Every configured channel, by name. It takes a manager to see them. */
export const channelsQuery = queryOptions({
  queryKey: ['channels', 'all'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/channels', { params: { query: { pageSize: 500, pageToken } } });
      return { items: data?.channels, next: data?.nextPageToken };
    }),
});

/** Every ticket provider, by name. */
export const ticketProvidersQuery = queryOptions({
  queryKey: ['ticket-providers', 'all'],
  queryFn: () =>
    allPages(async (pageToken) => {
      const { data } = await api.GET('/api/v1/ticket-providers', {
        params: { query: { pageSize: 100, pageToken } },
      });
      return { items: data?.providers, next: data?.nextPageToken };
    }),
});

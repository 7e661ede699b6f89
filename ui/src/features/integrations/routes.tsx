import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Webhook } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'integrations',
  component: lazyRouteComponent(() => import('./IntegrationsScreen'), 'IntegrationsScreen'),
});

const fresh = createRoute({
  getParentRoute: () => shellRoute,
  path: 'integrations/new',
  validateSearch: (search: Record<string, unknown>): { source?: string } =>
    typeof search.source === 'string' ? { source: search.source } : {},
  component: lazyRouteComponent(() => import('./NewIntegrationScreen'), 'NewIntegrationScreen'),
});

const tabs = ['payloads', 'mapping', 'setup', 'settings'] as const;

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: 'integrations/$id',
  validateSearch: (
    search: Record<string, unknown>,
  ): { tab?: (typeof tabs)[number]; payload?: string; refused?: boolean } => ({
    ...(tabs.some((it) => it === search.tab) ? { tab: search.tab as (typeof tabs)[number] } : {}),
    ...(typeof search.payload === 'string' ? { payload: search.payload } : {}),
    ...(search.refused === true ? { refused: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./IntegrationScreen'), 'IntegrationScreen'),
});

export const integrationsRoutes = [list, fresh, one] as const;

export const integrationsNav: NavItem[] = [
  { to: '/integrations', label: 'Integrations', icon: Webhook, group: 'Connect' },
];

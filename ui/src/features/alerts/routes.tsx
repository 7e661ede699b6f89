import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Siren } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';
import { type FilterSearch, textsOf } from './filters';

export interface ListSearch extends FilterSearch {
  grouped?: boolean;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'alerts',
  validateSearch: (search: Record<string, unknown>): ListSearch => ({
    ...textsOf(search),
    ...(search.grouped === true ? { grouped: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./list/AlertsScreen'), 'AlertsScreen'),
});

export const pageTabs = ['timeline', 'why', 'pages', 'payload', 'related'] as const;
export type PageTab = (typeof pageTabs)[number];

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: 'alerts/$alertId',
  validateSearch: (search: Record<string, unknown>): { tab?: PageTab } => {
    const tab = pageTabs.find((it) => it === search.tab);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import('./page/AlertScreen'), 'AlertScreen'),
});

export const alertsRoutes = [list, page] as const;

export const alertsNav: NavItem[] = [{ to: '/alerts', label: 'Alerts', icon: Siren, group: 'Respond' }];

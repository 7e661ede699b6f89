import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ChartColumn } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';
import { type RangeSearch, searchOf } from './range';

const report = createRoute({
  getParentRoute: () => shellRoute,
  path: 'analytics',
  validateSearch: (search: Record<string, unknown>): RangeSearch => searchOf(search),
  component: lazyRouteComponent(() => import('./AnalyticsScreen'), 'AnalyticsScreen'),
});

export const analyticsRoutes = [report] as const;

export const analyticsNav: NavItem[] = [
  { to: '/analytics', label: 'Analytics', icon: ChartColumn, group: 'Respond' },
];

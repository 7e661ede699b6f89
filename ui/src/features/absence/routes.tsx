import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { TreePalm } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const timeOff = createRoute({
  getParentRoute: () => shellRoute,
  path: 'time-off',
  validateSearch: (search: Record<string, unknown>): { show?: 'holidays' } =>
    search.show === 'holidays' ? { show: 'holidays' } : {},
  component: lazyRouteComponent(() => import('./AbsenceScreen'), 'AbsenceScreen'),
});

export const absenceRoutes = [timeOff] as const;

export const absenceNav: readonly NavItem[] = [
  { to: '/time-off', label: 'Time off', icon: TreePalm, group: 'Respond' },
];

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { BellOff } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'silences',
  validateSearch: (search: Record<string, unknown>): { show?: 'expired' } =>
    search.show === 'expired' ? { show: 'expired' } : {},
  component: lazyRouteComponent(() => import('./SilencesScreen'), 'SilencesScreen'),
});

export const silencesRoutes = [list] as const;

export const silencesNav: NavItem[] = [
  { to: '/silences', label: 'Silences', icon: BellOff, group: 'Arrange' },
];

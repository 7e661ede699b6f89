import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const teams = createRoute({
  getParentRoute: () => shellRoute,
  path: 'teams',
  component: lazyRouteComponent(() => import('./TeamsScreen'), 'TeamsScreen'),
});

export const teamsRoutes = [teams] as const;

export const teamsNav: readonly NavItem[] = [
  { to: '/teams', label: 'Teams', icon: UsersRound, group: 'Organisation' },
];

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { GitFork } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'routes',
  validateSearch: (search: Record<string, unknown>): { alert?: string } =>
    typeof search.alert === 'string' && search.alert ? { alert: search.alert } : {},
  component: lazyRouteComponent(() => import('./RoutesScreen'), 'RoutesScreen'),
});

const create = createRoute({
  getParentRoute: () => shellRoute,
  path: 'routes/new',
  component: lazyRouteComponent(() => import('./RouteScreen'), 'NewRouteScreen'),
});

const edit = createRoute({
  getParentRoute: () => shellRoute,
  path: 'routes/$routeId',
  component: lazyRouteComponent(() => import('./RouteScreen'), 'RouteScreen'),
});

export const routesRoutes = [list, create, edit] as const;

export const routesNav: NavItem[] = [{ to: '/routes', label: 'Routes', icon: GitFork, group: 'Arrange' }];

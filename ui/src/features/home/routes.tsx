import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { House } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const home = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./HomeScreen'), 'HomeScreen'),
});

export const homeRoutes = [home] as const;

export const homeNav: NavItem[] = [{ to: '/', label: 'Home', icon: House, group: 'Respond' }];

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ListOrdered } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'policies',
  component: lazyRouteComponent(() => import('./PoliciesScreen'), 'PoliciesScreen'),
});

const create = createRoute({
  getParentRoute: () => shellRoute,
  path: 'policies/new',
  component: lazyRouteComponent(() => import('./PolicyScreen'), 'NewPolicyScreen'),
});

const edit = createRoute({
  getParentRoute: () => shellRoute,
  path: 'policies/$policyId',
  component: lazyRouteComponent(() => import('./PolicyScreen'), 'PolicyScreen'),
});

export const policiesRoutes = [list, create, edit] as const;

export const policiesNav: NavItem[] = [
  { to: '/policies', label: 'Policies', icon: ListOrdered, group: 'Arrange' },
];

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';
import { type CoverageSearch, searchOf } from './search';

const proof = createRoute({
  getParentRoute: () => shellRoute,
  path: 'coverage',
  validateSearch: (search: Record<string, unknown>): CoverageSearch => searchOf(search),
  component: lazyRouteComponent(() => import('./CoverageScreen'), 'CoverageScreen'),
});

export const coverageRoutes = [proof] as const;

export const coverageNav: NavItem[] = [
  { to: '/coverage', label: 'Coverage', icon: ShieldCheck, group: 'Arrange' },
];

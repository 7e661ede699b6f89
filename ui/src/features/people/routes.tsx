import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

export interface PeopleSearch {
  readonly q?: string;
  readonly inactive?: boolean;
}

const people = createRoute({
  getParentRoute: () => shellRoute,
  path: 'people',
  validateSearch: (search: Record<string, unknown>): PeopleSearch => ({
    ...(typeof search.q === 'string' && search.q ? { q: search.q } : {}),
    ...(search.inactive === true ? { inactive: true } : {}),
  }),
  component: lazyRouteComponent(() => import('./PeopleScreen'), 'PeopleScreen'),
});

const person = createRoute({
  getParentRoute: () => shellRoute,
  path: 'people/$id',
  component: lazyRouteComponent(() => import('./PersonScreen'), 'PersonScreen'),
});

const me = createRoute({
  getParentRoute: () => shellRoute,
  path: 'me',
  component: lazyRouteComponent(() => import('./MeScreen'), 'MeScreen'),
});

export const peopleRoutes = [people, person, me] as const;

export const peopleNav: readonly NavItem[] = [
  { to: '/people', label: 'People', icon: Users, group: 'Organisation' },
];

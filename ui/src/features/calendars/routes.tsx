import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CalendarSync } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const calendars = createRoute({
  getParentRoute: () => shellRoute,
  path: 'calendars',
  component: lazyRouteComponent(() => import('./CalendarsScreen'), 'CalendarsScreen'),
});

const calendar = createRoute({
  getParentRoute: () => shellRoute,
  path: 'calendars/$id',
  component: lazyRouteComponent(() => import('./CalendarScreen'), 'CalendarScreen'),
});

export const calendarsRoutes = [calendars, calendar] as const;

export const calendarsNav: readonly NavItem[] = [
  { to: '/calendars', label: 'Calendars', icon: CalendarSync, group: 'Arrange' },
];

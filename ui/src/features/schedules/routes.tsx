import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CalendarDays } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';
import { isDay } from '@/lib/day';
import type { View } from './calendar/geometry';

export interface CalendarSearch {
  /** A month when absent. */
  readonly view?: View;
  /** A day of the range, `YYYY-MM-DD`; today when absent. */
  readonly at?: string;
  /** Whose days: the reader's when absent. */
  readonly zone?: 'schedule';
}

const schedules = createRoute({
  getParentRoute: () => shellRoute,
  path: 'schedules',
  component: lazyRouteComponent(() => import('./SchedulesScreen'), 'SchedulesScreen'),
});

const newSchedule = createRoute({
  getParentRoute: () => shellRoute,
  path: 'schedules/new',
  component: lazyRouteComponent(() => import('./EditScreen'), 'NewScheduleScreen'),
});

const schedule = createRoute({
  getParentRoute: () => shellRoute,
  path: 'schedules/$id',
  validateSearch: (search: Record<string, unknown>): CalendarSearch => ({
    ...(search.view === 'weeks' || search.view === 'list' ? { view: search.view } : {}),
    ...(isDay(search.at) ? { at: search.at } : {}),
    ...(search.zone === 'schedule' ? { zone: 'schedule' } : {}),
  }),
  component: lazyRouteComponent(() => import('./ScheduleScreen'), 'ScheduleScreen'),
});

const editSchedule = createRoute({
  getParentRoute: () => shellRoute,
  path: 'schedules/$id/edit',
  validateSearch: (search: Record<string, unknown>): { version?: number } =>
    typeof search.version === 'number' && Number.isInteger(search.version) && search.version > 0
      ? { version: search.version }
      : {},
  component: lazyRouteComponent(() => import('./EditScreen'), 'EditScheduleScreen'),
});

const history = createRoute({
  getParentRoute: () => shellRoute,
  path: 'schedules/$id/history',
  validateSearch: (search: Record<string, unknown>): { show?: 'versions' } =>
    search.show === 'versions' ? { show: 'versions' } : {},
  component: lazyRouteComponent(() => import('./HistoryScreen'), 'HistoryScreen'),
});

const handoffs = createRoute({
  getParentRoute: () => shellRoute,
  path: 'schedules/$id/handoffs',
  component: lazyRouteComponent(() => import('./HandoffsScreen'), 'HandoffsScreen'),
});

export const schedulesRoutes = [schedules, newSchedule, schedule, editSchedule, history, handoffs] as const;

export const schedulesNav: readonly NavItem[] = [
  { to: '/schedules', label: 'Schedules', icon: CalendarDays, group: 'Arrange' },
];

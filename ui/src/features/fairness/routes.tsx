import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Scale } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';
import { isDay } from '@/lib/day';

export interface FairnessSearch {
  /** Days as `YYYY-MM-DD`, both included: the last four weeks when absent. */
  readonly from?: string;
  readonly to?: string;
  /** Id of one schedule; all when absent. */
  readonly schedule?: string;
}

const fairness = createRoute({
  getParentRoute: () => shellRoute,
  path: 'fairness',
  validateSearch: (search: Record<string, unknown>): FairnessSearch => ({
    ...(isDay(search.from) ? { from: search.from } : {}),
    ...(isDay(search.to) ? { to: search.to } : {}),
    ...(typeof search.schedule === 'string' && search.schedule ? { schedule: search.schedule } : {}),
  }),
  component: lazyRouteComponent(() => import('./FairnessScreen'), 'FairnessScreen'),
});

export const fairnessRoutes = [fairness] as const;

export const fairnessNav: readonly NavItem[] = [
  { to: '/fairness', label: 'Fairness', icon: Scale, group: 'Arrange' },
];

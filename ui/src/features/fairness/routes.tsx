import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Scale } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

export interface FairnessSearch {
  /** Days as `YYYY-MM-DD`, both included: the last four weeks when absent. */
  readonly from?: string;
  readonly to?: string;
  /** Id of one schedule; all when absent. */
  readonly schedule?: string;
}

const isDate = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00Z`));

const fairness = createRoute({
  getParentRoute: () => shellRoute,
  path: 'fairness',
  validateSearch: (search: Record<string, unknown>): FairnessSearch => ({
    ...(isDate(search.from) ? { from: search.from } : {}),
    ...(isDate(search.to) ? { to: search.to } : {}),
    ...(typeof search.schedule === 'string' && search.schedule ? { schedule: search.schedule } : {}),
  }),
  component: lazyRouteComponent(() => import('./FairnessScreen'), 'FairnessScreen'),
});

export const fairnessRoutes = [fairness] as const;

export const fairnessNav: readonly NavItem[] = [
  { to: '/fairness', label: 'Fairness', icon: Scale, group: 'Arrange' },
];

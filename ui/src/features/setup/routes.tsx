import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '@/app/layout';
import { type StepName, stepNames } from './progress';

export interface SetupSearch {
  /** One-time token of an empty installation, from the link that the server prints. */
  readonly token?: string;
  /** Steps left out for now. */
  readonly skip?: readonly StepName[];
}

const setup = createRoute({
  getParentRoute: () => rootRoute,
  path: 'setup',
  validateSearch: (search: Record<string, unknown>): SetupSearch => {
    const skip = Array.isArray(search.skip)
      ? stepNames.filter((it) => (search.skip as unknown[]).includes(it))
      : [];
    return {
      ...(typeof search.token === 'string' ? { token: search.token } : {}),
      ...(skip.length > 0 ? { skip } : {}),
    };
  },
  component: lazyRouteComponent(() => import('./SetupScreen'), 'SetupScreen'),
});

export const setupRoutes = [setup] as const;

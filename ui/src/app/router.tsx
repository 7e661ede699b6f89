import { createRouter } from '@tanstack/react-router';
import { Loading } from '@/components/States';
import { absenceRoutes } from '@/features/absence/routes';
import { alertsRoutes } from '@/features/alerts/routes';
import { analyticsRoutes } from '@/features/analytics/routes';
import { apikeysRoutes } from '@/features/apikeys/routes';
import { auditRoutes } from '@/features/audit/routes';
import { calendarsRoutes } from '@/features/calendars/routes';
import { channelsRoutes } from '@/features/channels/routes';
import { coverageRoutes } from '@/features/coverage/routes';
import { fairnessRoutes } from '@/features/fairness/routes';
import { homeRoutes } from '@/features/home/routes';
import { integrationsRoutes } from '@/features/integrations/routes';
import { notificationsRoutes } from '@/features/notifications/routes';
import { oncallRoutes } from '@/features/oncall/routes';
import { peopleRoutes } from '@/features/people/routes';
import { policiesRoutes } from '@/features/policies/routes';
import { routesRoutes } from '@/features/routes/routes';
import { schedulesRoutes } from '@/features/schedules/routes';
import { sessionRoutes } from '@/features/session/routes';
import { settingsRoutes } from '@/features/settings/routes';
import { setupRoutes } from '@/features/setup/routes';
import { silencesRoutes } from '@/features/silences/routes';
import { teamsRoutes } from '@/features/teams/routes';
import { templatesRoutes } from '@/features/templates/routes';
import { ticketsRoutes } from '@/features/tickets/routes';
import { rootRoute, shellRoute } from './layout';
import { NotFound } from './NotFound';
import { ScreenFailed } from './ScreenFailed';

/** Every screen with a session is below the shell; each feature brings its own routes. */
const routeTree = rootRoute.addChildren([
  ...sessionRoutes,
  ...setupRoutes,
  shellRoute.addChildren([
    ...homeRoutes,
    ...alertsRoutes,
    ...oncallRoutes,
    ...absenceRoutes,
    ...analyticsRoutes,
    ...schedulesRoutes,
    ...calendarsRoutes,
    ...fairnessRoutes,
    ...policiesRoutes,
    ...routesRoutes,
    ...coverageRoutes,
    ...templatesRoutes,
    ...silencesRoutes,
    ...integrationsRoutes,
    ...channelsRoutes,
    ...ticketsRoutes,
    ...notificationsRoutes,
    ...peopleRoutes,
    ...teamsRoutes,
    ...apikeysRoutes,
    ...auditRoutes,
    ...settingsRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queries: undefined! },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultErrorComponent: ScreenFailed,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

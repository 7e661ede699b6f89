import { absenceNav } from '@/features/absence/routes';
import { alertsNav } from '@/features/alerts/routes';
import { analyticsNav } from '@/features/analytics/routes';
import { apikeysNav } from '@/features/apikeys/routes';
import { auditNav } from '@/features/audit/routes';
import { calendarsNav } from '@/features/calendars/routes';
import { channelsNav } from '@/features/channels/routes';
import { coverageNav } from '@/features/coverage/routes';
import { fairnessNav } from '@/features/fairness/routes';
import { homeNav } from '@/features/home/routes';
import { integrationsNav } from '@/features/integrations/routes';
import { notificationsNav } from '@/features/notifications/routes';
import { oncallNav } from '@/features/oncall/routes';
import { peopleNav } from '@/features/people/routes';
import { policiesNav } from '@/features/policies/routes';
import { routesNav } from '@/features/routes/routes';
import { schedulesNav } from '@/features/schedules/routes';
import { settingsNav } from '@/features/settings/routes';
import { silencesNav } from '@/features/silences/routes';
import { teamsNav } from '@/features/teams/routes';
import { templatesNav } from '@/features/templates/routes';
import { ticketsNav } from '@/features/tickets/routes';
import type { NavItem } from './nav';

/** Every screen of the navigation, in its order. */
export const navigation: readonly NavItem[] = [
  ...homeNav,
  ...alertsNav,
  ...oncallNav,
  ...absenceNav,
  ...analyticsNav,
  ...schedulesNav,
  ...calendarsNav,
  ...fairnessNav,
  ...policiesNav,
  ...routesNav,
  ...coverageNav,
  ...templatesNav,
  ...silencesNav,
  ...integrationsNav,
  ...channelsNav,
  ...ticketsNav,
  ...notificationsNav,
  ...peopleNav,
  ...teamsNav,
  ...apikeysNav,
  ...auditNav,
  ...settingsNav,
];

import { integrationsNav } from '@/features/integrations/routes';
import { peopleNav } from '@/features/people/routes';
import { teamsNav } from '@/features/teams/routes';
import type { NavItem } from './nav';

/** Every screen of the navigation, in its order. */
export const navigation: readonly NavItem[] = [...integrationsNav, ...peopleNav, ...teamsNav];

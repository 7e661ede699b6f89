import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Ticket } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';
import { ticketStates } from './words';

type TicketState = (typeof ticketStates)[number][0];

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'tickets',
  validateSearch: (
    search: Record<string, unknown>,
  ): { tab?: 'notes' | 'messages'; state?: TicketState; all?: boolean } => {
    const state = ticketStates.find(([it]) => it === search.state)?.[0];
    return {
      ...(search.tab === 'notes' || search.tab === 'messages' ? { tab: search.tab } : {}),
      ...(state ? { state } : {}),
      ...(search.all === true ? { all: true } : {}),
    };
  },
  component: lazyRouteComponent(() => import('./TicketsScreen'), 'TicketsScreen'),
});

const providers = createRoute({
  getParentRoute: () => shellRoute,
  path: 'ticket-providers',
  component: lazyRouteComponent(() => import('./providers/ProvidersScreen'), 'ProvidersScreen'),
});

const fresh = createRoute({
  getParentRoute: () => shellRoute,
  path: 'ticket-providers/new',
  validateSearch: (search: Record<string, unknown>): { type?: string } =>
    typeof search.type === 'string' ? { type: search.type } : {},
  component: lazyRouteComponent(() => import('./providers/NewProviderScreen'), 'NewProviderScreen'),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: 'ticket-providers/$id',
  component: lazyRouteComponent(() => import('./providers/ProviderScreen'), 'ProviderScreen'),
});

export const ticketsRoutes = [list, providers, fresh, one] as const;

export const ticketsNav: NavItem[] = [{ to: '/tickets', label: 'Tickets', icon: Ticket, group: 'Connect' }];

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Megaphone } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'channels',
  component: lazyRouteComponent(() => import('./ChannelsScreen'), 'ChannelsScreen'),
});

const fresh = createRoute({
  getParentRoute: () => shellRoute,
  path: 'channels/new',
  validateSearch: (search: Record<string, unknown>): { kind?: string } =>
    typeof search.kind === 'string' ? { kind: search.kind } : {},
  component: lazyRouteComponent(() => import('./NewChannelScreen'), 'NewChannelScreen'),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: 'channels/$id',
  component: lazyRouteComponent(() => import('./ChannelScreen'), 'ChannelScreen'),
});

export const channelsRoutes = [list, fresh, one] as const;

export const channelsNav: NavItem[] = [
  { to: '/channels', label: 'Channels', icon: Megaphone, group: 'Connect', least: 'manager' },
];

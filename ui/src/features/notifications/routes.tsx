import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';
import type { ChannelKind } from './api/notifications';
import { channelKinds, deliveryStates } from './words';

interface Search {
  view?: 'deliveries' | 'live';
  state?: (typeof deliveryStates)[number][0];
  channel?: ChannelKind;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'notifications',
  validateSearch: (search: Record<string, unknown>): Search => {
    const state = deliveryStates.find(([it]) => it === search.state)?.[0];
    const channel = channelKinds.find(([it]) => it === search.channel)?.[0] as ChannelKind | undefined;
    return {
      ...(search.view === 'deliveries' || search.view === 'live' ? { view: search.view } : {}),
      ...(state ? { state } : {}),
      ...(channel ? { channel } : {}),
    };
  },
  component: lazyRouteComponent(() => import('./NotificationsScreen'), 'NotificationsScreen'),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: 'notifications/$id',
  component: lazyRouteComponent(() => import('./NotificationScreen'), 'NotificationScreen'),
});

export const notificationsRoutes = [list, one] as const;

export const notificationsNav: NavItem[] = [
  { to: '/notifications', label: 'Notifications', icon: Send, group: 'Connect' },
];

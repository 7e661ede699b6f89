import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { PhoneCall } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const onCall = createRoute({
  getParentRoute: () => shellRoute,
  path: 'on-call',
  component: lazyRouteComponent(() => import('./OnCallScreen'), 'OnCallScreen'),
});

export const oncallRoutes = [onCall] as const;

export const oncallNav: readonly NavItem[] = [
  { to: '/on-call', label: 'On call', icon: PhoneCall, group: 'Respond' },
];

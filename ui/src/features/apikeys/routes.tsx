import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'api-keys',
  component: lazyRouteComponent(() => import('./ApiKeysScreen'), 'ApiKeysScreen'),
});

export const apikeysRoutes = [list] as const;

export const apikeysNav: NavItem[] = [
  { to: '/api-keys', label: 'API keys', icon: KeyRound, group: 'Organisation', least: 'admin' },
];

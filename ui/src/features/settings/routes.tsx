import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Settings } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';

const settings = createRoute({
  getParentRoute: () => shellRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./SettingsScreen'), 'SettingsScreen'),
});

export const settingsRoutes = [settings] as const;

export const settingsNav: NavItem[] = [
  { to: '/settings', label: 'Settings', icon: Settings, group: 'Organisation' },
];

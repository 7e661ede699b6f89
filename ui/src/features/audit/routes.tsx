import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';
import { type AuditFilter, filterOf } from './search';

const log = createRoute({
  getParentRoute: () => shellRoute,
  path: 'audit-log',
  validateSearch: (search: Record<string, unknown>): AuditFilter => filterOf(search),
  component: lazyRouteComponent(() => import('./AuditScreen'), 'AuditScreen'),
});

export const auditRoutes = [log] as const;

export const auditNav: NavItem[] = [
  { to: '/audit-log', label: 'Audit log', icon: ScrollText, group: 'Organisation', least: 'admin' },
];

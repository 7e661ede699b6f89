import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import { shellRoute } from '@/app/layout';
import type { NavItem } from '@/app/nav';
import { type ChannelKind, type EventKind, events, kinds } from './slots';

/** What is shown of a set; in the address, so that it can be passed on. */
export interface EditorSearch {
  kind?: ChannelKind;
  event?: EventKind;
  locale?: string;
  /** A real alert to show; the built-in sample without. */
  alert?: string;
}

function editorSearch(search: Record<string, unknown>): EditorSearch {
  const kind = kinds.find((it) => it.kind === search.kind)?.kind;
  const event = events.find((it) => it.kind === search.event)?.kind;
  const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
  const locale = text(search.locale);
  const alert = text(search.alert);
  return {
    ...(kind && { kind }),
    ...(event && { event }),
    ...(locale && { locale }),
    ...(alert && { alert }),
  };
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: 'templates',
  component: lazyRouteComponent(() => import('./TemplatesScreen'), 'TemplatesScreen'),
});

const create = createRoute({
  getParentRoute: () => shellRoute,
  path: 'templates/new',
  validateSearch: editorSearch,
  component: lazyRouteComponent(() => import('./TemplateScreen'), 'NewTemplateScreen'),
});

const edit = createRoute({
  getParentRoute: () => shellRoute,
  path: 'templates/$templateId',
  validateSearch: editorSearch,
  component: lazyRouteComponent(() => import('./TemplateScreen'), 'TemplateScreen'),
});

export const templatesRoutes = [list, create, edit] as const;

export const templatesNav: NavItem[] = [
  { to: '/templates', label: 'Templates', icon: FileText, group: 'Arrange' },
];

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Badge } from '@/components/Badges';
import { LinkButton } from '@/components/LinkButton';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { type Column, Table } from '@/components/Table';
import { Ago } from '@/components/Time';
import { templatesQuery } from '@/lib/arrangement';
import { useCaller } from '@/lib/caller';

import { kinds, labelOfEvent, setsOf, type TemplateSet } from './slots';

const latest = (set: TemplateSet) =>
  set.templates
    .map((it) => it.updateTime ?? '')
    .sort()
    .at(-1) ?? '';

const columns: readonly Column<TemplateSet>[] = [
  {
    head: 'Set',
    cell: (set) => (
      <span className="flex flex-wrap items-center gap-2 max-sm:justify-end">
        <Link
          to="/templates/$templateId"
          params={{ templateId: set.templates[0]?.id ?? '' }}
          className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
        >
          {set.name}
        </Link>
        {set.templates.some((it) => it.default) && <Badge>default</Badge>}
      </span>
    ),
  },
  {
    head: 'Channels',
    cell: (set) => (
      <span className="flex flex-wrap gap-1 max-sm:justify-end">
        {kinds
          .filter(({ kind }) => set.templates.some((it) => it.channelKind === kind))
          .map(({ kind, label }) => (
            <Badge key={kind}>{label}</Badge>
          ))}
      </span>
    ),
  },
  {
    head: 'Events',
    cell: (set) => [...new Set(set.templates.map((it) => labelOfEvent(it.eventKind)))].join(', '),
  },
  {
    head: 'Languages',
    cell: (set) => [...new Set(set.templates.map((it) => it.locale || 'every'))].sort().join(', '),
  },
  { head: 'Changed', cell: (set) => <Ago time={latest(set)} /> },
];

const newLink = (
  <LinkButton to="/templates/new" look="primary" icon={<Plus size={15} aria-hidden />}>
    New set
  </LinkButton>
);

export function TemplatesScreen() {
  const query = useQuery(templatesQuery);
  const may = useCaller().may('manager');
  return (
    <Page title="Templates" actions={may && newLink}>
      <p className="max-w-2xl text-muted">
        How messages look on each channel. A set has a template for each kind of channel and event, in as many
        languages as you like; what a set does not say is sent as built in.
      </p>
      <Card>
        <Loaded query={query} what="the templates">
          {(templates) =>
            templates.length === 0 ? (
              <Empty title="Every message is sent as built in">
                <p>
                  Make a set to say it in your own words. You begin with the built-in texts and see each
                  channel.
                </p>
                {may && newLink}
              </Empty>
            ) : (
              <Table
                label="Template sets"
                columns={columns}
                rows={setsOf(templates)}
                keyOf={(set) => set.name}
              />
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Badge } from '@/components/Badges';
import { Copyable } from '@/components/CopyButton';
import { Card, Facts, Page } from '@/components/Page';
import { Loaded, Loading, NoPermission } from '@/components/States';
import { Tabs } from '@/components/Tabs';
import { Moment } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { type Integration, integrationQuery } from './api/integrations';
import { IntegrationSettings } from './IntegrationSettings';
import { Payloads } from './Payloads';
import { Snippets } from './Snippets';
import { sourceOf, webhookUrl } from './sources';

// With the editor: only generic integrations have a mapping.
const MappingEditor = lazy(() => import('./MappingEditor').then((it) => ({ default: it.MappingEditor })));

export function IntegrationScreen() {
  const { id } = useParams({ from: '/shell/integrations/$id' });
  const query = useQuery(integrationQuery(id));
  return (
    <Page title={query.data?.name ?? 'Integration'} wide>
      <Loaded query={query} what="this integration">
        {(integration) => <One integration={integration} />}
      </Loaded>
    </Page>
  );
}

function One({ integration }: { integration: Integration }) {
  const { may, role } = useCaller();
  const { tab } = useSearch({ from: '/shell/integrations/$id' });
  const navigate = useNavigate({ from: '/integrations/$id' });
  const generic = integration.source === 'generic';
  return (
    <>
      <Card>
        <Facts
          items={[
            [
              'Source',
              <span key="s" className="inline-flex flex-wrap items-center gap-2">
                {sourceOf(integration.source).name}
                {integration.disabled && <Badge tone="warning">off: its key is refused</Badge>}
              </span>,
            ],
            [
              'Address',
              <Copyable key="a" value={webhookUrl(integration.webhookPath)} label="Copy the address" />,
            ],
            ['Key', <code key="k">{integration.maskedKey}</code>],
            ['Created', <Moment key="c" time={integration.createTime} />],
          ]}
        />
      </Card>
      <Tabs
        label="Parts of this integration"
        value={tab ?? 'payloads'}
        onChange={(value) =>
          navigate({ search: value === 'payloads' ? {} : { tab: value as 'setup' }, replace: true })
        }
        tabs={[
          {
            value: 'payloads',
            label: 'Received',
            content:
              role && !may('responder') ? (
                <NoPermission>
                  Payloads may hold what is not for everybody: it takes the role responder.
                </NoPermission>
              ) : (
                <Payloads integration={integration} />
              ),
          },
          ...(generic
            ? [
                {
                  value: 'mapping',
                  label: 'Mapping',
                  content:
                    role && !may('responder') ? (
                      <NoPermission>It takes the role responder to see mappings.</NoPermission>
                    ) : (
                      <Suspense fallback={<Loading />}>
                        <MappingEditor integration={integration} />
                      </Suspense>
                    ),
                },
              ]
            : []),
          {
            value: 'setup',
            label: 'Set up',
            content: <Snippets source={integration.source} path={integration.webhookPath} />,
          },
          ...(may('admin')
            ? [
                {
                  value: 'settings',
                  label: 'Settings',
                  content: <IntegrationSettings integration={integration} />,
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { CodeBlock } from '@/components/CodeBlock';
import { prettyJson } from '@/lib/json';
import { providersQuery } from './api/providers';
import { callbacksQuery, requeueCallback } from './api/work';
import { WorkList } from './WorkList';

/** What ticket systems sent. */
export function Callbacks() {
  const { all } = useSearch({ from: '/shell/tickets' });
  const query = useInfiniteQuery(callbacksQuery(all ?? false));
  const { data: providers } = useQuery(providersQuery);
  return (
    <WorkList
      query={query}
      label="Messages"
      nothing="No message was given up"
      queryKey="ticket-callbacks"
      requeue={requeueCallback}
      columns={[
        {
          head: 'From',
          cell: (it) => providers?.find((each) => each.id === it.providerId)?.name ?? 'a deleted system',
        },
        {
          head: 'Message',
          cell: (it) => (
            <details className="text-left">
              <summary className="min-h-6 cursor-pointer font-mono text-xs break-all">{it.messageId}</summary>
              <CodeBlock text={prettyJson(it.excerpt ?? '')} label={`Message ${it.messageId}`} />
            </details>
          ),
          className: 'sm:max-w-md',
        },
      ]}
    />
  );
}

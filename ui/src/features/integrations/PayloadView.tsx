import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { CodeBlock } from '@/components/CodeBlock';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { Moment } from '@/components/Time';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { prettyJson } from '@/lib/json';
import type { Integration } from './api/integrations';
import { payloadQuery, replayInWords, replayPayload } from './api/payloads';
import { PayloadAlerts } from './PayloadAlerts';
import { size } from './Payloads';

/** One payload: what was in it, what became of it, and taking it in again. */
export function PayloadView({ integration, id }: { integration: Integration; id: string }) {
  const { may } = useCaller();
  const queries = useQueryClient();
  const query = useQuery(payloadQuery(integration.id!, id));
  const replay = useMutation({
    mutationFn: () => replayPayload(integration.id!, id),
    meta: { quiet: true },
    onSettled: () =>
      queries.invalidateQueries({ queryKey: ['integrations', integration.id, 'payloads'], exact: true }),
  });
  return (
    <Card
      title="Payload"
      className="min-w-0 self-start"
      actions={
        may('manager') && (
          <Button
            icon={<RotateCcw size={14} aria-hidden />}
            busy={replay.isPending}
            disabled={query.data?.complete === false}
            onClick={() => replay.mutate()}
          >
            Replay
          </Button>
        )
      }
    >
      <Loaded query={query} what="the payload" rows={4}>
        {(payload) => (
          <div className="flex flex-col gap-3 px-4 py-3">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
              <Badge tone={payload.accepted ? 'ok' : 'critical'}>
                {payload.accepted ? 'taken in' : 'refused'}
              </Badge>
              answered with {payload.status} · {size(payload.size)} · <Moment time={payload.receiveTime} />
            </p>
            {payload.reason && (
              <p className="rounded-md bg-critical-bg px-3 py-2 break-words text-critical">
                {payload.reason}
              </p>
            )}
            {integration.source === 'generic' && (
              <Link
                to="/integrations/$id"
                params={{ id: integration.id! }}
                search={{ tab: 'mapping', payload: id }}
                className="text-accent hover:underline"
              >
                Try the mapping on it
              </Link>
            )}
            {payload.complete === false && (
              <p className="text-warning">It was too long to be kept whole, and cannot be replayed.</p>
            )}
            <div aria-live="polite">
              {replay.data && (
                <p className="rounded-md bg-ok-bg px-3 py-2 text-ok">
                  Replayed: {replayInWords(replay.data)}
                </p>
              )}
              {replay.error && (
                <p className="rounded-md bg-critical-bg px-3 py-2 break-words text-critical">
                  Refused again: {asProblem(replay.error).message}
                </p>
              )}
            </div>
            <PayloadAlerts ids={payload.alertIds ?? []} />
            <CodeBlock text={prettyJson(payload.content ?? '')} label="Content" tall />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

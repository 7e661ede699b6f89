import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Checkbox } from '@/components/Field';
import { Card } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { Ago } from '@/components/Time';
import { cx } from '@/lib/cx';
import type { Integration } from './api/integrations';
import { type Payload, payloadsQuery } from './api/payloads';
import { PayloadView } from './PayloadView';

const EVERY_MS = 3000;

/** What the tool sent last, and the one that is looked at. */
export function Payloads({ integration }: { integration: Integration }) {
  const { payload, refused } = useSearch({ from: '/shell/integrations/$id' });
  const navigate = useNavigate({ from: '/integrations/$id' });
  const query = useQuery(payloadsQuery(integration.id!, EVERY_MS));
  return (
    <Loaded query={query} what="the payloads">
      {(all) => {
        const shown = refused ? all.filter((it) => !it.accepted) : all;
        return (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(18rem,26rem)_minmax(0,1fr)]">
            <Card
              title="Received"
              actions={
                <Checkbox
                  label="Refused only"
                  checked={refused ?? false}
                  onChange={(event) =>
                    navigate({
                      search: (old) => ({ ...old, refused: event.target.checked || undefined }),
                      replace: true,
                    })
                  }
                />
              }
              className="self-start"
            >
              {shown.length === 0 ? (
                <Empty title={refused ? 'Nothing was refused' : 'Nothing has come yet'}>
                  {!refused && (
                    <p>Requests with this integration's key appear here. Set up says how to send one.</p>
                  )}
                </Empty>
              ) : (
                <ul aria-label="Payloads" className="max-h-[70dvh] overflow-y-auto">
                  {shown.map((it) => (
                    <Row key={it.id} payload={it} chosen={it.id === payload} />
                  ))}
                </ul>
              )}
            </Card>
            {payload ? (
              <PayloadView key={payload} integration={integration} id={payload} />
            ) : (
              shown.length > 0 && (
                <p className="hidden self-start rounded-lg border border-dashed border-line px-4 py-8 text-center text-muted lg:block">
                  Choose a payload to see what was in it, and why it was refused.
                </p>
              )
            )}
          </div>
        );
      }}
    </Loaded>
  );
}

function Row({ payload, chosen }: { payload: Payload; chosen: boolean }) {
  return (
    <li className="border-b border-line last:border-0">
      <Link
        from="/integrations/$id"
        to="."
        search={(old) => ({ ...old, payload: payload.id! })}
        resetScroll={false}
        aria-current={chosen ? 'true' : undefined}
        className={cx(
          'flex flex-col gap-0.5 px-4 py-2 hover:bg-sunken -outline-offset-2',
          chosen && 'bg-accent-bg',
        )}
      >
        <span className="flex items-center justify-between gap-3">
          <Badge tone={payload.accepted ? 'ok' : 'critical'}>
            {payload.accepted ? 'taken in' : `refused, ${payload.status}`}
          </Badge>
          <span className="text-xs text-muted">
            {size(payload.size)} · <Ago time={payload.receiveTime} />
          </span>
        </span>
        {payload.reason && (
          <span className="line-clamp-2 text-sm break-words text-muted">{payload.reason}</span>
        )}
      </Link>
    </li>
  );
}

export const size = (bytes = 0): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toFixed(1)} KiB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

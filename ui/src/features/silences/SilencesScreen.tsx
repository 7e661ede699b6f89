import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { ConfirmButton } from '@/components/Dialog';
import { Card, Page } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Empty, Loaded } from '@/components/States';
import { SilenceDialog } from '@/components/silence/SilenceDialog';
import { Tabs } from '@/components/Tabs';
import { Ago, Moment } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { rowsOf } from '@/lib/pages';
import { useNames } from '@/lib/people';
import { matcherText, type Silence } from '@/lib/silences';
import { expireSilence, silencesQuery } from './api/silences';

/** What holds pages now, and what did. */
export function SilencesScreen() {
  const { show } = useSearch({ from: '/shell/silences' });
  const navigate = useNavigate({ from: '/silences' });
  const { may } = useCaller();
  const [making, setMaking] = useState(false);
  const make = may('responder') && (
    <Button look="primary" icon={<Plus size={15} aria-hidden />} onClick={() => setMaking(true)}>
      New silence
    </Button>
  );
  return (
    <Page title="Silences" actions={make}>
      <Tabs
        label="Which silences"
        value={show ?? 'current'}
        onChange={(it) => navigate({ search: it === 'expired' ? { show: 'expired' } : {}, replace: true })}
        tabs={[
          { value: 'current', label: 'Current', content: <Silences expired={false} /> },
          { value: 'expired', label: 'Expired', content: <Silences expired /> },
        ]}
      />
      {making && <SilenceDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}

function Silences({ expired }: { expired: boolean }) {
  const query = useInfiniteQuery(silencesQuery(expired));
  const rows = rowsOf(query.data);
  return (
    <Loaded query={{ ...query, data: rows }} what="silences" rows={4}>
      {(silences) =>
        silences.length === 0 ? (
          <Empty title={expired ? 'None has expired' : 'Nothing is silenced'}>
            {!expired && (
              <p>
                A silence holds the pages of alerts that match it for a while: before planned work, or for
                what is known already. Make one here, or from alerts with Shift + S.
              </p>
            )}
          </Empty>
        ) : (
          <Card>
            <ul
              aria-label={expired ? 'Expired silences' : 'Current silences'}
              className="divide-y divide-line"
            >
              {silences.map((it) => (
                <SilenceLine key={it.id} silence={it} />
              ))}
            </ul>
            <MoreRows query={query} what="silences" />
          </Card>
        )
      }
    </Loaded>
  );
}

function SilenceLine({ silence }: { silence: Silence }) {
  const queries = useQueryClient();
  const nameOf = useNames();
  const { may } = useCaller();
  const expire = useMutation({
    mutationFn: () => expireSilence(silence.id ?? ''),
    meta: { success: 'Expired: what it held pages again' },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['silences'] }),
  });
  const over = silence.state === 'SILENCE_STATE_EXPIRED';
  const pending = silence.state === 'SILENCE_STATE_PENDING';
  const person = (actor: Silence['createdBy']) => (actor?.kind === 'user' ? nameOf(actor.id) : 'an API key');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <ul aria-label="Matchers" className="flex flex-wrap gap-1">
          {(silence.matchers ?? []).map((it, index) => (
            <li
              key={index}
              className="max-w-full rounded bg-sunken px-1.5 py-0.5 font-mono text-xs break-words"
            >
              {matcherText(it)}
            </li>
          ))}
        </ul>
        {silence.comment && <p className="mt-1.5 [overflow-wrap:anywhere]">{silence.comment}</p>}
        <p className="mt-1 text-xs text-faint">
          by {person(silence.createdBy)}, <Ago time={silence.createTime} />
          {silence.expiredBy && ` · ended early by ${person(silence.expiredBy)}`}
        </p>
      </div>
      <span className="flex items-center gap-2 text-muted">
        <Badge tone={over ? 'neutral' : pending ? 'info' : 'ok'}>
          {over ? 'expired' : pending ? 'pending' : 'active'}
        </Badge>
        {over ? (
          <Moment time={silence.endTime} />
        ) : pending ? (
          <span>
            begins <Ago time={silence.startTime} />
          </span>
        ) : (
          <span>
            ends <Ago time={silence.endTime} />
          </span>
        )}
      </span>
      {!over && may('responder') && (
        <ConfirmButton
          label="Expire"
          title="Expire this silence?"
          confirm="Expire"
          busy={expire.isPending}
          onConfirm={() => expire.mutate()}
        >
          Alerts that it holds, that still fire and that nobody has taken page at once.
        </ConfirmButton>
      )}
    </li>
  );
}

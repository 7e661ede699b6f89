import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, enumWord, type Tone } from '@/components/Badges';
import { Button } from '@/components/Button';
import { ConfirmButton } from '@/components/Dialog';
import { Checkbox } from '@/components/Field';
import { Card, Page } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Empty, Loaded, NoPermission } from '@/components/States';
import { Table } from '@/components/Table';
import { Ago, Moment } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { rowsOf } from '@/lib/pages';
import { useNow } from '@/lib/useNow';
import { type ApiKey, apiKeysQuery, revokeApiKey } from './api/apiKeys';
import { type KeyState, stateOf } from './keys';
import { NewApiKey } from './NewApiKey';

const tones: Record<KeyState, Tone> = {
  works: 'ok',
  'ends soon': 'warning',
  ended: 'neutral',
  revoked: 'neutral',
};

export function ApiKeysScreen() {
  const { may, role } = useCaller();
  const [creating, setCreating] = useState(false);
  return (
    <Page
      title="API keys"
      actions={
        may('admin') && (
          <Button look="primary" onClick={() => setCreating(true)}>
            New key
          </Button>
        )
      }
    >
      <p className="text-muted">
        For scripts and tools. A key does what its role and its scopes allow; the API's pages are at{' '}
        <a href="/api/docs" className="text-accent underline">
          /api/docs
        </a>
        .
      </p>
      <Card>{role && !may('admin') ? <NoPermission /> : <Keys onCreate={() => setCreating(true)} />}</Card>
      <NewApiKey open={creating} onClose={() => setCreating(false)} />
    </Page>
  );
}

function Keys({ onCreate }: { onCreate: () => void }) {
  const [all, setAll] = useState(false);
  const now = useNow();
  const query = useInfiniteQuery(apiKeysQuery);
  const keys = rowsOf(query.data);
  return (
    <Loaded
      query={{ data: keys, error: query.error, isPending: query.isPending, refetch: query.refetch }}
      what="the keys"
    >
      {(every) => {
        const works = (it: ApiKey) => ['works', 'ends soon'].includes(stateOf(it, now));
        const shown = all ? every : every.filter(works);
        return (
          <>
            {shown.length < every.length || all ? (
              <div className="border-b border-line px-4 py-1.5">
                <Checkbox
                  label="Ended and revoked ones too"
                  checked={all}
                  onChange={(event) => setAll(event.target.checked)}
                />
              </div>
            ) : null}
            {shown.length === 0 ? (
              <Empty title="No key works">
                <p>Make one for each script or tool, so that each can be revoked alone.</p>
                <Button look="primary" onClick={onCreate}>
                  New key
                </Button>
              </Empty>
            ) : (
              <Rows keys={shown} now={now} />
            )}
            <MoreRows query={query} what="keys" />
          </>
        );
      }}
    </Loaded>
  );
}

function Rows({ keys, now }: { keys: readonly ApiKey[]; now: number }) {
  return (
    <Table
      label="API keys"
      rows={keys}
      keyOf={(it) => it.id!}
      columns={[
        {
          head: 'For',
          cell: (it) => (
            <span className="flex flex-col">
              <span className="font-medium break-words">{it.description}</span>
              <code className="font-mono text-xs text-muted">{it.maskedKey}</code>
            </span>
          ),
        },
        {
          head: 'May do',
          cell: (it) => (
            <span className="flex flex-col">
              {enumWord(it.role, 'ROLE_')}
              {(it.scopes ?? []).length > 0 && (
                <span className="text-xs break-words text-muted">{it.scopes?.join(', ')}</span>
              )}
            </span>
          ),
        },
        {
          head: 'State',
          cell: (it) => <Badge tone={tones[stateOf(it, now)]}>{stateOf(it, now)}</Badge>,
        },
        {
          head: 'Ends',
          cell: (it) => (it.expireTime ? <Moment time={it.expireTime} /> : <span>without end</span>),
        },
        { head: 'Last used', cell: (it) => <Ago time={it.lastUsedTime} /> },
        {
          head: '',
          cell: (it) => (it.revokeTime ? null : <Revoke apiKey={it} />),
          className: 'sm:text-right',
        },
      ]}
    />
  );
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const queries = useQueryClient();
  const revocation = useMutation({
    mutationFn: () => revokeApiKey(apiKey.id!),
    meta: { success: `Revoked ${apiKey.description}` },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  return (
    <ConfirmButton
      label={
        <>
          Revoke<span className="sr-only"> {apiKey.description}</span>
        </>
      }
      title={`Revoke ${apiKey.description}?`}
      confirm="Revoke"
      busy={revocation.isPending}
      onConfirm={() => revocation.mutate()}
    >
      Calls with it are refused within 30 seconds everywhere. This cannot be undone.
    </ConfirmButton>
  );
}

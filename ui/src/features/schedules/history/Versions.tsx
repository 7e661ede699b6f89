import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { ConfirmButton } from '@/components/Dialog';
import { LinkButton } from '@/components/LinkButton';
import { Card } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Loaded } from '@/components/States';
import { Ago } from '@/components/Time';
import { useCaller } from '@/lib/caller';
import { rowsOf } from '@/lib/pages';
import { useNames } from '@/lib/people';
import { shortTime } from '@/lib/time';
import { useCancelVersion, type Version, versionDiffQuery, versionsQuery } from '../api/versions';
import { Differences } from '../diff/Differences';
import { layerWords } from '../rotation';

/** Every edit of the layers: from when on it holds, who made it and why, and what it changed. */
export function Versions({ id, zone }: { id: string; zone: string }) {
  const query = useInfiniteQuery(versionsQuery(id));
  const known = useNames();
  const names = Object.assign({}, ...(query.data?.pages ?? []).map((it) => it.names)) as Record<
    string,
    string
  >;
  return (
    <Loaded query={{ ...query, data: rowsOf(query.data) }} what="the versions" rows={4}>
      {(versions) => (
        <Card>
          <ol aria-label="Versions" className="divide-y divide-line">
            {versions.map((it, index) => (
              <VersionLine
                key={it.version}
                id={id}
                zone={zone}
                version={it}
                newest={index === 0}
                nameOf={(user) => names[user] ?? known(user)}
              />
            ))}
          </ol>
          <MoreRows query={query} what="versions" />
        </Card>
      )}
    </Loaded>
  );
}

function VersionLine({
  id,
  zone,
  version,
  newest,
  nameOf,
}: {
  id: string;
  zone: string;
  version: Version;
  newest: boolean;
  nameOf: (user: string) => string;
}) {
  const { may } = useCaller();
  const cancel = useCancelVersion(id);
  const [compared, setCompared] = useState(false);
  const number = version.version ?? 0;
  const now = Date.now();
  const planned = version.effectiveTime !== undefined && Date.parse(version.effectiveTime) > now;
  const over = version.endTime !== undefined && Date.parse(version.endTime) <= now;
  const author = version.author ?? '';
  const time = (it: string) => shortTime(it, zone);
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="font-medium">Version {number}</span>
        <Badge tone={planned ? 'info' : over ? 'neutral' : 'ok'}>
          {planned ? 'planned' : over ? 'past' : 'in force'}
        </Badge>
        <span className="text-muted">
          {version.effectiveTime ? `from ${time(version.effectiveTime)}` : 'from the beginning'}
          {version.endTime && ` until ${time(version.endTime)}`} <span className="text-faint">{zone}</span>
        </span>
        <span className="ml-auto flex flex-wrap gap-2">
          {number > 1 && (
            <Button aria-expanded={compared} onClick={() => setCompared(!compared)}>
              {compared ? 'Hide' : 'What it changed'}
            </Button>
          )}
          {may('manager') && over && (
            <LinkButton to="/schedules/$id/edit" params={{ id }} search={{ version: number }}>
              Use again
            </LinkButton>
          )}
          {may('manager') && planned && newest && (
            <ConfirmButton
              label="Take back"
              title={`Take version ${number} back?`}
              confirm="Take back"
              busy={cancel.isPending}
              onConfirm={() => cancel.mutate(number)}
            >
              It has not come into force. The version before it goes on.
            </ConfirmButton>
          )}
        </span>
      </div>
      {version.note && <p className="[overflow-wrap:anywhere]">{version.note}</p>}
      <p className="text-xs text-faint">
        {(version.layers ?? []).map(layerWords).join(' / ') || 'no layers'} · by{' '}
        {author.startsWith('user:')
          ? nameOf(author.slice(5))
          : author.startsWith('key:')
            ? 'an API key'
            : author}
        , <Ago time={version.createTime} />
      </p>
      {compared && <Compared id={id} zone={zone} number={number} />}
    </li>
  );
}

function Compared({ id, zone, number }: { id: string; zone: string; number: number }) {
  const [start] = useState(() => Math.floor(Date.now() / 3_600_000) * 3_600_000);
  const query = useQuery(versionDiffQuery(id, number - 1, number, start));
  return (
    <div className="rounded-md bg-sunken px-3 py-3">
      <Loaded query={query} what="the comparison" rows={2}>
        {(diff) => <Differences diff={diff} zone={zone} />}
      </Loaded>
    </div>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, enumWord, type Tone } from '@/components/Badges';
import { Card } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Loaded } from '@/components/States';
import { Ago } from '@/components/Time';
import { rowsOf } from '@/lib/pages';
import { useNames } from '@/lib/people';
import { type Drill, drillsQuery } from '../api/handoffs';

const tones: Record<string, Tone> = {
  answered: 'ok',
  unanswered: 'critical',
  undelivered: 'critical',
  running: 'info',
};

/** The test pages at the hand-offs of a schedule, the newest first. */
export function Drills({ id }: { id: string }) {
  const query = useInfiniteQuery(drillsQuery(id));
  return (
    <Card title="Test pages">
      <Loaded query={{ ...query, data: rowsOf(query.data) }} what="the test pages" rows={2}>
        {(drills) =>
          drills.length === 0 ? (
            <p className="px-4 py-3 text-muted">None yet: they go out when a shift begins.</p>
          ) : (
            <>
              <ol aria-label="Test pages" className="divide-y divide-line">
                {drills.map((it) => (
                  <DrillLine key={it.id} drill={it} />
                ))}
              </ol>
              <MoreRows query={query} what="test pages" />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

function DrillLine({ drill }: { drill: Drill }) {
  const nameOf = useNames();
  const word = enumWord(drill.result, 'DRILL_RESULT_');
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
      <Badge tone={tones[word] ?? 'neutral'}>{word}</Badge>
      <span className="font-medium">{nameOf(drill.userId)}</span>
      <span className="text-faint">
        <Ago time={drill.createTime} />
      </span>
      {drill.alertId && (
        <Link
          to="/alerts/$alertId"
          params={{ alertId: drill.alertId }}
          className="ml-auto text-accent hover:underline"
        >
          Its alert
        </Link>
      )}
      {drill.detail && <p className="w-full text-xs text-muted [overflow-wrap:anywhere]">{drill.detail}</p>}
    </li>
  );
}

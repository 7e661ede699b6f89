import { useInfiniteQuery } from '@tanstack/react-query';
import { Card } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Loaded } from '@/components/States';
import { rowsOf } from '@/lib/pages';
import { drillsQuery } from '../api/handoffs';
import { DrillLine } from './DrillLine';

/** The test pages at the hand-offs of a schedule, the newest first. */
export function Drills({ id }: { id: string }) {
  const query = useInfiniteQuery(drillsQuery(id));
  return (
    <Card title="Test pages at hand-offs">
      <Loaded query={{ ...query, data: rowsOf(query.data) }} what="the test pages" rows={2}>
        {(drills) =>
          drills.length === 0 ? (
            <p className="px-4 py-3 text-muted">None yet: they go out when a shift begins.</p>
          ) : (
            <>
              <ol aria-label="Test pages at hand-offs" className="divide-y divide-line">
                {drills.map((it) => (
                  <li key={it.id}>
                    <DrillLine drill={it} />
                  </li>
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

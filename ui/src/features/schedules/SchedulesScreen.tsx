import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Badge } from '@/components/Badges';
import { LinkButton } from '@/components/LinkButton';
import { NameLink } from '@/components/NameLink';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { Table } from '@/components/Table';
import { useCaller } from '@/lib/caller';
import { onCallQuery } from '@/lib/oncall';
import { type Schedule, schedulesQuery } from '@/lib/schedules';
import { teamsQuery } from '@/lib/teams';
import { clockTime, shortTime } from '@/lib/time';
import { useNow } from '@/lib/useNow';
import { layerWords } from './rotation';

export function SchedulesScreen() {
  const query = useQuery(schedulesQuery);
  const { may } = useCaller();
  return (
    <Page
      title="Schedules"
      wide
      actions={
        may('manager') && (
          <LinkButton to="/schedules/new" look="primary" icon={<Plus size={15} aria-hidden />}>
            New schedule
          </LinkButton>
        )
      }
    >
      <Card>
        <Loaded query={query} what="the schedules">
          {(schedules) =>
            schedules.length === 0 ? (
              <Empty title="No schedules yet">
                <p>
                  A schedule says who is on call when: people take turns, and policies page whose turn it is.
                </p>
                {may('manager') && (
                  <LinkButton to="/schedules/new" look="primary">
                    Make the first schedule
                  </LinkButton>
                )}
              </Empty>
            ) : (
              <List schedules={schedules} />
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}

function List({ schedules }: { schedules: readonly Schedule[] }) {
  const { data: onCall } = useQuery(onCallQuery);
  const { data: teams } = useQuery(teamsQuery);
  const now = useNow();
  return (
    <Table
      label="Schedules"
      keyOf={(it) => it.id ?? ''}
      rows={schedules}
      columns={[
        {
          head: 'Name',
          cell: (it) => (
            <NameLink to="/schedules/$id" params={{ id: it.id ?? '' }}>
              {it.name}
            </NameLink>
          ),
        },
        {
          head: 'On call now',
          cell: (it) => {
            const found = onCall?.schedules.find((each) => each.scheduleId === it.id);
            if (!found) return <span className="text-faint">…</span>;
            if (!found.onCall?.length) return <Badge tone="critical">nobody</Badge>;
            const end = found.onCall[0]?.endTime;
            return (
              <>
                {found.onCall.map((shift) => onCall?.names[shift.userId ?? ''] ?? 'somebody').join(', ')}
                {end && <span className="text-faint"> until {shortTime(end)}</span>}
              </>
            );
          },
        },
        {
          head: 'Rotation',
          cell: (it) => (
            <span className="text-muted">
              {it.layers?.length ? it.layers.map(layerWords).join(' / ') : 'overrides only'}
            </span>
          ),
        },
        {
          head: 'Team',
          cell: (it) =>
            teams?.find((team) => team.id === it.teamId)?.name ?? <span className="text-faint">–</span>,
        },
        {
          head: 'Time zone',
          cell: (it) => (
            <span className="text-muted">
              {it.timeZone} <span className="text-faint">{clockTime(new Date(now), it.timeZone)}</span>
            </span>
          ),
        },
        {
          head: 'Warnings',
          cell: (it) =>
            it.warnings?.length ? (
              <span className="text-warning">{it.warnings.join('; ')}</span>
            ) : (
              <span className="text-faint">–</span>
            ),
        },
      ]}
    />
  );
}

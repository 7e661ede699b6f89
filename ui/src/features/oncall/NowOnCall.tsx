import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Ago, Moment } from '@/components/Time';
import type { ScheduleOnCall } from '@/lib/oncall';
import { clockTime, readerZone } from '@/lib/time';
import { useNow } from '@/lib/useNow';

/** One schedule: who has it now and until when, and who follows. */
export function NowOnCall({
  schedule,
  names,
  me,
}: {
  schedule: ScheduleOnCall;
  names: Readonly<Record<string, string>>;
  me: string;
}) {
  const now = useNow();
  const zone = schedule.timeZone ?? 'UTC';
  const onCall = schedule.onCall ?? [];
  const nameOf = (id: string | undefined) => names[id ?? ''] ?? 'somebody';
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="min-w-0 truncate font-semibold">
          <Link
            to="/schedules/$id"
            params={{ id: schedule.scheduleId ?? '' }}
            className="inline-block min-h-6 hover:underline"
          >
            {schedule.scheduleName}
          </Link>
        </h2>
        {zone !== readerZone() && (
          <span className="shrink-0 text-xs text-faint">
            {zone} {clockTime(new Date(now), zone)}
          </span>
        )}
      </div>
      {onCall.length === 0 ? (
        <div className="rounded-md bg-critical-bg px-3 py-2 text-critical">
          <p className="font-medium">Nobody is on call</p>
          <p>
            {schedule.gapEndTime ? (
              <>
                until <Moment time={schedule.gapEndTime} />
              </>
            ) : (
              'and nothing ends it: the schedule has no turns to come.'
            )}
          </p>
        </div>
      ) : (
        onCall.map((shift) => (
          <div key={`${shift.userId}-${shift.startTime}`}>
            <p className="flex flex-wrap items-center gap-2 text-lg font-semibold">
              {nameOf(shift.userId)}
              {shift.userId === me && <Badge tone="info">you</Badge>}
              {shift.overrideId && <Badge>override</Badge>}
            </p>
            <p className="text-muted">
              {shift.endTime ? (
                <>
                  until <Moment time={shift.endTime} />{' '}
                  <span className="text-faint">
                    (<Ago time={shift.endTime} />)
                  </span>
                </>
              ) : (
                'until somebody changes the schedule'
              )}
            </p>
          </div>
        ))
      )}
      {[
        { word: 'Secondary', shifts: schedule.secondary ?? [] },
        { word: 'Shadow', shifts: schedule.shadow ?? [] },
      ]
        .filter((it) => it.shifts.length > 0)
        .map(({ word, shifts }) => (
          <p key={word} className="text-muted">
            {word}: <span className="text-ink">{shifts.map((it) => nameOf(it.userId)).join(' and ')}</span>
            {shifts.some((it) => it.userId === me) && (
              <>
                {' '}
                <Badge tone="info">you</Badge>
              </>
            )}
          </p>
        ))}
      {(schedule.next ?? []).map((shift) => (
        <p key={`${shift.userId}-${shift.startTime}`} className="border-t border-line pt-2 text-muted">
          Next: <span className="text-ink">{nameOf(shift.userId)}</span>, from{' '}
          <Moment time={shift.startTime} />
        </p>
      ))}
    </li>
  );
}

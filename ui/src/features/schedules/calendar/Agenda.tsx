import { Badge } from '@/components/Badges';
import { shortDuration } from '@/lib/time';
import { dutyWord } from '../rotation';
import { tintOf } from './colours';
import type { Shown } from './shown';
import { spanWords } from './spanWords';

/** Turns and gaps one below the other: the calendar for a narrow screen, and for those who listen. */
export function Agenda({
  shifts,
  zone,
  now,
  onPick,
}: {
  shifts: readonly Shown[];
  zone: string;
  now: number;
  onPick?: (shown: Shown) => void;
}) {
  return (
    <ul aria-label="Turns" className="divide-y divide-line rounded-lg border border-line bg-surface">
      {shifts.map((it) => (
        <li key={`${it.start}-${it.userId}-${it.duty}`}>
          <button
            type="button"
            onClick={() => onPick?.(it)}
            className="flex w-full flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 text-left hover:bg-sunken"
          >
            <span
              aria-hidden
              className="h-8 w-1.5 shrink-0 rounded border"
              style={it.userId ? tintOf(it.place) : { background: 'var(--c-critical-fg)' }}
            />
            <span className="min-w-0 flex-1">
              <span className={it.userId ? 'font-medium' : 'font-medium text-critical'}>
                {it.userId ? it.name : 'Nobody is on call'}
              </span>
              <span className="block text-muted">{spanWords(it, zone)}</span>
            </span>
            {it.start <= now && now < it.end && <Badge tone="info">now</Badge>}
            {it.duty !== 'DUTY_PRIMARY' && <Badge>{dutyWord(it.duty).toLowerCase()}</Badge>}
            {it.overrideId && <Badge>override</Badge>}
            <span className="text-faint">{shortDuration(it.end - it.start)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

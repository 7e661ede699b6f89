import { shortTime } from '@/lib/time';
import type { Coverage, PolicyCoverage } from './api/coverage';
import { type Band, bandsOf, severityWord } from './bands';

const ALL = 5;

const named = (band: Band): string =>
  band.severities.length === ALL ? 'all severities' : band.severities.map(severityWord).join(', ');

const count = (many: number, one: string) => `${many} ${one}${many === 1 ? '' : 's'}`;

function said(band: Band): string {
  const parts = [
    ...(band.holes ? [count(band.holes, 'hole')] : []),
    ...(band.late ? [count(band.late, 'late stretch').replace('stretchs', 'stretches')] : []),
  ];
  return `${named(band)}: ${parts.join(' and ') || 'covered all the time'}`;
}

/** The whole time as bands, one for severities to which the same happens. The list below says it in words. */
export function Picture({ policy, range }: { policy: PolicyCoverage; range: Coverage }) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      {bandsOf(policy, range).map((band) => (
        <div key={band.severities.join()} className="flex flex-col gap-1">
          <p className="text-xs text-muted">{named(band)}</p>
          <div
            role="img"
            aria-label={said(band)}
            className="relative h-5 overflow-hidden rounded border border-line bg-ok-bg"
          >
            {band.spans.map((span) => (
              <span
                key={`${span.left} ${span.hole}`}
                className={span.hole ? 'absolute inset-y-0 bg-critical' : 'absolute inset-y-1 bg-warning'}
                style={{ left: `${span.left}%`, width: `max(3px, ${span.width}%)` }}
              />
            ))}
          </div>
        </div>
      ))}
      <p className="flex justify-between text-xs text-faint">
        <span>{shortTime(range.startTime ?? '')}</span>
        <span>{shortTime(range.endTime ?? '')}</span>
      </p>
    </div>
  );
}

import { ArrowRight } from 'lucide-react';
import { Badge } from '@/components/Badges';
import { useNames } from '@/lib/people';
import type { ScheduleDiff } from '../api/versions';
import { spanWords } from '../calendar/spanWords';
import { dutyWord } from '../rotation';
import { fieldWords, valueWords } from './words';

const SHOWN = 12;

/** Who changes when, and which fields differ. */
export function Differences({ diff, zone }: { diff: ScheduleDiff; zone: string }) {
  const known = useNames();
  const names = diff.userNames ?? {};
  const nameOf = (id: string) => names[id] ?? known(id);
  const who = (ids: readonly string[] | undefined) => (ids ?? []).map(nameOf).join(' and ') || 'nobody';
  const differences = diff.differences ?? [];
  const fields = diff.fields ?? [];
  return (
    <div className="flex flex-col gap-4">
      <section aria-label="Who changes when" className="flex flex-col gap-1.5">
        <h3 className="font-medium">
          Who changes when <span className="font-normal text-faint">{zone}</span>
        </h3>
        {differences.length === 0 ? (
          <p className="text-muted">Nobody’s turns change within the next 8 weeks.</p>
        ) : (
          <ul className="divide-y divide-line rounded-md border border-line">
            {differences.slice(0, SHOWN).map((it) => (
              <li
                key={`${it.startTime}-${it.duty}`}
                className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-3 py-1.5"
              >
                <span className="min-w-72 text-muted">
                  {spanWords(
                    { start: Date.parse(it.startTime ?? ''), end: Date.parse(it.endTime ?? '') },
                    zone,
                  )}
                </span>
                <span className="flex flex-wrap items-center gap-x-1.5">
                  <span className={it.before?.length ? 'text-muted line-through' : 'text-muted'}>
                    {who(it.before)}
                  </span>
                  <ArrowRight size={14} aria-label="becomes" className="text-faint" />
                  <span className={it.after?.length ? 'font-medium' : 'font-medium text-critical'}>
                    {who(it.after)}
                  </span>
                  {it.duty && it.duty !== 'DUTY_PRIMARY' && <Badge>{dutyWord(it.duty)}</Badge>}
                </span>
              </li>
            ))}
            {differences.length > SHOWN && (
              <li className="px-3 py-1.5 text-muted">and {differences.length - SHOWN} more</li>
            )}
          </ul>
        )}
      </section>
      {fields.length > 0 && (
        <section aria-label="What is different" className="flex flex-col gap-1.5">
          <h3 className="font-medium">What is different</h3>
          <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[max-content_1fr]">
            {fields.map((it) => (
              <div key={it.field} className="contents">
                <dt className="text-faint">{fieldWords(it.field ?? '')}</dt>
                <dd className="mb-1 flex min-w-0 flex-wrap items-center gap-x-1.5 [overflow-wrap:anywhere] sm:mb-0">
                  <span className="text-muted line-through">{valueWords(it.before ?? '', nameOf)}</span>
                  <ArrowRight size={14} aria-label="becomes" className="shrink-0 text-faint" />
                  <span>{valueWords(it.after ?? '', nameOf)}</span>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

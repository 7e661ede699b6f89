import { ArrowDown, ArrowUp, Equal } from 'lucide-react';
import { cx } from '@/lib/cx';
import { hoursWords, type Shares, type Side, sideWords } from './share';

/** More people than these are left to the table. */
const SHOWN = 20;

const looks: Record<Side, { icon: typeof ArrowUp; bar: string; word: string }> = {
  above: { icon: ArrowUp, bar: 'bg-major', word: 'text-major' },
  below: { icon: ArrowDown, bar: 'bg-info', word: 'text-info' },
  fair: { icon: Equal, bar: 'bg-accent', word: 'text-faint' },
};

/** Who has how many hours of one kind, beside the fair share: a bar, and the same in words. */
export function Bars({ name, shares }: { name: string; shares: Shares }) {
  const { people, fair, most, total } = shares;
  const at = (hours: number) => `${most > 0 ? (hours / most) * 100 : 0}%`;
  return (
    <figure className="min-w-0 rounded-lg border border-line bg-surface">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-3 border-b border-line px-4 py-2">
        <span className="font-semibold">{name}</span>
        <span className="text-muted">
          {total === 0 ? 'nobody had any' : `fair share ${hoursWords(fair)} of ${hoursWords(total)}`}
        </span>
      </figcaption>
      {total > 0 && (
        <ul aria-label={`${name} by person`} className="flex flex-col gap-2 px-4 py-3">
          {people.slice(0, SHOWN).map((it) => {
            const { icon: Icon, bar, word } = looks[it.side];
            return (
              <li key={it.userId}>
                <span className="flex flex-wrap items-baseline gap-x-3">
                  <span className="min-w-0 flex-1 truncate">{it.name}</span>
                  <span className="font-medium tabular-nums">{hoursWords(it.hours)}</span>
                  <span className={cx('inline-flex w-28 items-center justify-end gap-1 text-xs', word)}>
                    <Icon size={12} aria-hidden /> {sideWords(it)}
                  </span>
                </span>
                <span aria-hidden className="relative mt-1 block h-2.5 rounded-sm bg-sunken">
                  <span
                    className={cx('absolute inset-y-0 left-0 rounded-sm', bar)}
                    style={{ width: at(it.hours) }}
                  />
                  <span className="absolute -inset-y-0.5 w-0.5 bg-ink" style={{ left: at(fair) }} />
                </span>
              </li>
            );
          })}
          {people.length > SHOWN && (
            <li className="text-muted">and {people.length - SHOWN} more, in the table below</li>
          )}
        </ul>
      )}
    </figure>
  );
}

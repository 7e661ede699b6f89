import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { usageQuery } from './api/usage';
import { lastDays, type Series, seriesOf } from './usage';

const DAYS = 30;

export function Usage() {
  const days = useMemo(() => lastDays(DAYS, Date.now()), []);
  const query = useQuery(usageQuery(days[0]!, days.at(-1)!));
  return (
    <Card title={`Usage, last ${DAYS} days`}>
      <Loaded query={query} what="the usage" rows={3}>
        {(usage) => {
          const all = seriesOf(days, usage.days ?? []);
          return (
            <>
              <div className="grid gap-x-6 gap-y-4 px-4 py-3 sm:grid-cols-2 lg:grid-cols-3">
                {all.map((it) => (
                  <Chart key={it.label} series={it} days={days} />
                ))}
              </div>
              <details className="border-t border-line px-4 py-2">
                <summary className="min-h-6 cursor-pointer text-muted">By day, in numbers</summary>
                <ByDay all={all} days={days} />
              </details>
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

const HEIGHT = 36;
const STEP = 6;
const number = new Intl.NumberFormat('en-GB');

/** A bar for each day. The numbers are in the table below. */
function Chart({ series, days }: { series: Series; days: readonly string[] }) {
  const most = Math.max(...series.values, 1);
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-baseline justify-between gap-3">
        <span className="text-muted">{series.label}</span>
        <span className="text-base font-semibold tabular-nums">{number.format(series.total)}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={`${series.label}: ${number.format(series.total)} in ${days.length} days, at most ${number.format(Math.max(...series.values))} on a day`}
        viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-1 h-10 w-full"
      >
        <line x1="0" x2={days.length * STEP} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--c-line)" />
        {series.values.map((value, i) => {
          const height = value === 0 ? 0 : Math.max(1.5, (value / most) * (HEIGHT - 2));
          return (
            <rect
              key={days[i]}
              x={i * STEP + 1}
              y={HEIGHT - height}
              width={STEP - 2}
              height={height}
              fill="var(--c-accent)"
            >
              <title>{`${days[i]}: ${number.format(value)}`}</title>
            </rect>
          );
        })}
      </svg>
    </figure>
  );
}

function ByDay({ all, days }: { all: readonly Series[]; days: readonly string[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region has to be reachable by keyboard.
    <section className="mt-2 max-h-80 overflow-auto" tabIndex={0} aria-label="Usage by day">
      <table className="w-full text-right text-sm tabular-nums">
        <thead>
          <tr className="text-xs text-faint">
            <th scope="col" className="py-1 text-left font-medium">
              Day (UTC)
            </th>
            {all.map((it) => (
              <th key={it.label} scope="col" className="py-1 pl-4 font-medium whitespace-nowrap">
                {it.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days
            .map((day, i) => ({ day, i }))
            .reverse()
            .map(({ day, i }) => (
              <tr key={day} className="border-t border-line">
                <th scope="row" className="py-0.5 text-left font-normal whitespace-nowrap">
                  {day}
                </th>
                {all.map((it) => (
                  <td key={it.label} className="py-0.5 pl-4">
                    {number.format(it.values[i] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

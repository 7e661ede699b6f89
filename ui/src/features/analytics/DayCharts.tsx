import { Card } from '@/components/Page';
import { CsvButton } from './CsvButton';
import { chartWords, counted, type DaySeries, dayWords, type Report, scaleTop, seriesOf } from './figures';
import type { RangeSearch } from './range';

type Days = NonNullable<Report['days']>;

/** Alerts and pages day by day: as charts, and in numbers. */
export function DayCharts({ report, search }: { report: Report; search: RangeSearch }) {
  const days = report.days ?? [];
  return (
    <Card title="Day by day" actions={<CsvButton search={search} table="ANALYTICS_TABLE_DAYS" name="days" />}>
      <div className="grid gap-x-8 gap-y-5 px-4 py-3 lg:grid-cols-2">
        {seriesOf(days).map((it) => (
          <Chart key={it.label} series={it} days={days} />
        ))}
      </div>
      <details className="border-t border-line px-4 py-2">
        <summary className="min-h-6 cursor-pointer text-muted">In numbers</summary>
        <Numbers days={days} zone={report.timeZone} />
      </details>
    </Card>
  );
}

const STEP = 10;
const HEIGHT = 100;

function Chart({ series, days }: { series: DaySeries; days: Days }) {
  const top = scaleTop(Math.max(0, ...series.values));
  const heightOf = (value: number) => (value === 0 ? 0 : Math.max(1.5, (value / top) * HEIGHT));
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-baseline justify-between gap-3">
        <span className="text-muted">{series.label}</span>
        {series.marked && <Legend />}
      </figcaption>
      <div className="mt-2 grid grid-cols-[2.5rem_1fr] gap-x-2">
        <div
          aria-hidden
          className="flex h-32 flex-col justify-between text-right text-xs leading-none text-faint tabular-nums"
        >
          <span>{counted(top)}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-label={chartWords(series, days)}
          viewBox={`0 0 ${Math.max(1, days.length) * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-32 w-full border-y border-line"
        >
          {series.values.map((value, i) => {
            const marked = series.marked?.[i] ?? 0;
            const words = `${dayWords(days[i]?.day)}: ${counted(value)}${marked > 0 ? `, ${counted(marked)} at night` : ''}`;
            return (
              <g key={days[i]?.day}>
                <title>{words}</title>
                <rect x={i * STEP} y={0} width={STEP} height={HEIGHT} fill="transparent" />
                <rect
                  x={i * STEP + 1.5}
                  y={HEIGHT - heightOf(value)}
                  width={STEP - 3}
                  height={heightOf(value)}
                  fill="var(--c-accent)"
                  opacity={series.marked ? 0.5 : 1}
                />
                {marked > 0 && (
                  <rect
                    x={i * STEP + 1.5}
                    y={HEIGHT - heightOf(marked)}
                    width={STEP - 3}
                    height={heightOf(marked)}
                    fill="var(--c-accent)"
                  />
                )}
              </g>
            );
          })}
        </svg>
        <div aria-hidden className="col-start-2 mt-1 flex justify-between text-xs text-faint">
          <span>{dayWords(days[0]?.day)}</span>
          {days.length > 1 && <span>{dayWords(days.at(-1)?.day)}</span>}
        </div>
      </div>
    </figure>
  );
}

function Legend() {
  return (
    <span className="flex items-center gap-3 text-xs text-faint">
      <span className="flex items-center gap-1.5">
        <span aria-hidden className="size-2.5 rounded-[2px] bg-accent opacity-50" />
        by day
      </span>
      <span className="flex items-center gap-1.5">
        <span aria-hidden className="size-2.5 rounded-[2px] bg-accent" />
        at night
      </span>
    </span>
  );
}

function Numbers({ days, zone }: { days: Days; zone: string | undefined }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region has to be reachable by keyboard.
    <section className="mt-2 max-h-80 overflow-auto" tabIndex={0} aria-label="Day by day in numbers">
      <table className="w-full text-right text-sm tabular-nums">
        <thead>
          <tr className="text-xs text-faint">
            <th scope="col" className="py-1 text-left font-medium">
              Day ({zone})
            </th>
            {['Alerts', 'Groups', 'Pages', 'At night'].map((it) => (
              <th key={it} scope="col" className="py-1 pl-4 font-medium">
                {it}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((it) => (
            <tr key={it.day} className="border-t border-line">
              <th scope="row" className="py-0.5 text-left font-normal whitespace-nowrap">
                {dayWords(it.day)}
              </th>
              <td className="py-0.5 pl-4">{counted(it.alerts)}</td>
              <td className="py-0.5 pl-4">{counted(it.groups)}</td>
              <td className="py-0.5 pl-4">{counted(it.pages)}</td>
              <td className="py-0.5 pl-4">{counted(it.nightPages)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

import { useState } from 'react';
import { Badge, SeverityBadge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Moment } from '@/components/Time';
import type { CoverageStretch } from './api/coverage';
import { kindWords, lengthWords, stretchMs } from './bands';
import { Reasons } from './Reasons';

const FIRST = 5;
const ALL = 5;

/** The severities that something is about; nothing when it is all of them. */
export function Severities({ of }: { of: readonly string[] | undefined }) {
  if (!of || of.length === ALL) return null;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {of.map((severity) => (
        <SeverityBadge key={severity} severity={severity} />
      ))}
    </span>
  );
}

/** Stretches of time, the first few at once and the others when they are asked for. */
export function Stretches({
  label,
  mark,
  stretches,
}: {
  label: string;
  mark: 'hole' | 'late';
  stretches: readonly CoverageStretch[];
}) {
  const [all, setAll] = useState(false);
  const shown = all ? stretches : stretches.slice(0, FIRST);
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line">
        {shown.map((it) => (
          <li
            key={`${it.startTime} ${it.kind} ${it.severities?.join()}`}
            className="flex flex-col gap-1 px-4 py-2.5"
          >
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Badge tone={mark === 'hole' ? 'critical' : 'warning'}>{mark}</Badge>
              <span className="font-medium">
                <Moment time={it.startTime} /> – <Moment time={it.endTime} />
              </span>
              <span className="text-faint">{lengthWords(stretchMs(it))}</span>
              <Severities of={it.severities} />
            </p>
            <p>{kindWords(it)}.</p>
            <Reasons reasons={it.reasons} />
          </li>
        ))}
      </ul>
      {stretches.length > FIRST && (
        <p className="border-t border-line px-4 py-2">
          <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `Show the first ${FIRST}` : `Show all ${stretches.length}`}
          </Button>
        </p>
      )}
    </>
  );
}

import { CircleCheck, CircleMinus, CircleSlash, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { SeverityBadge } from '@/components/Badges';
import { Ago } from '@/components/Time';
import type { Schemas } from '@/lib/api';
import { cx } from '@/lib/cx';
import { useNow } from '@/lib/useNow';

const outcomes: Record<string, { word: string; icon: ReactNode; tone: string }> = {
  ROUTE_OUTCOME_MATCHED: { word: 'wins', icon: <CircleCheck size={16} aria-hidden />, tone: 'text-ok' },
  ROUTE_OUTCOME_CONDITION_FALSE: {
    word: 'does not match',
    icon: <CircleX size={16} aria-hidden />,
    tone: 'text-muted',
  },
  ROUTE_OUTCOME_FAILED: {
    word: 'failed',
    icon: <TriangleAlert size={16} aria-hidden />,
    tone: 'text-critical',
  },
  ROUTE_OUTCOME_NOT_REACHED: {
    word: 'not tried',
    icon: <CircleMinus size={16} aria-hidden />,
    tone: 'text-faint',
  },
  ROUTE_OUTCOME_DISABLED: {
    word: 'disabled',
    icon: <CircleSlash size={16} aria-hidden />,
    tone: 'text-faint',
  },
};

/** Which route wins for each alert, and why the others do not. */
export function Verdicts({
  evaluations,
  stale,
}: {
  evaluations: readonly Schemas['RouteEvaluation'][];
  /** They are of before the last change. */
  stale: boolean;
}) {
  return (
    <div aria-busy={stale} className={cx('flex flex-col', stale && 'opacity-60')}>
      {evaluations.map((it, i) => (
        <Evaluation key={i} evaluation={it} titled={evaluations.length > 1 || !!it.title} />
      ))}
      {evaluations.length === 0 && (
        <p className="border-t border-line px-4 py-3 text-muted">The payload has no alert in it.</p>
      )}
    </div>
  );
}

function FirstPage({ time }: { time: string | undefined }) {
  const now = useNow();
  return time && new Date(time).getTime() > now ? <Ago time={time} /> : 'at once';
}

function Evaluation({ evaluation, titled }: { evaluation: Schemas['RouteEvaluation']; titled: boolean }) {
  const pages = evaluation.escalations ?? [];
  return (
    <section aria-label={`Verdict on ${evaluation.title || 'the alert'}`} className="border-t border-line">
      {titled && (
        <p className="flex items-center gap-2 px-4 pt-3">
          <SeverityBadge severity={evaluation.severity} />
          <span className="min-w-0 font-medium break-words">
            {evaluation.title || 'Alert without a title'}
          </span>
        </p>
      )}
      {evaluation.resolved ? (
        <p className="px-4 py-3 text-muted">The source says that it is over: it is not routed.</p>
      ) : (
        <>
          <ol aria-label="Routes" className="flex flex-col gap-2 px-4 py-3">
            {(evaluation.verdicts ?? []).map((it, i) => {
              const outcome = outcomes[it.outcome ?? ''] ?? outcomes.ROUTE_OUTCOME_CONDITION_FALSE!;
              return (
                <li key={it.routeId || `new-${i}`} className="flex items-start gap-2">
                  <span className={cx('pt-0.5', outcome.tone)}>{outcome.icon}</span>
                  <div className="min-w-0">
                    <p>
                      <span className="font-medium">{it.name}</span>{' '}
                      <span className={cx('font-medium', outcome.tone)}>{outcome.word}</span>
                    </p>
                    <p className="text-xs break-words text-muted">{it.explanation}</p>
                  </div>
                </li>
              );
            })}
          </ol>
          <p className="border-t border-line bg-sunken px-4 py-2.5">
            {pages.length === 0
              ? 'Nobody is paged: no route matches, and there is no default policy.'
              : pages.map((it, i) => (
                  <span key={it.policyId} className="block">
                    {i === 0 ? 'Pages by ' : 'and by '}
                    <b className="font-medium">{it.policy || 'the policy to be chosen'}</b>
                    {!it.routeId && ' (default)'}, first <FirstPage time={it.firstPageTime} />
                  </span>
                ))}
          </p>
        </>
      )}
    </section>
  );
}

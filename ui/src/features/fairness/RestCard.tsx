import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MoonStar, Timer } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badges';
import { Button } from '@/components/Button';
import { Card } from '@/components/Page';
import { Failure, Loaded, Loading } from '@/components/States';
import { useCaller } from '@/lib/caller';
import { nightWords, restRulesQuery, restRulesWords } from '@/lib/restRules';
import type { Schedule } from '@/lib/schedules';
import { useSentence } from '@/lib/useSentence';
import { type RestFinding, restFindingsQuery } from './api/fairness';
import { restOf } from './share';

/** So many schedules are asked at once. */
const MOST = 30;
/** So many findings are shown at first. */
const SHOWN = 10;

/** Where the plan of the next 90 days leaves people too little rest. */
export function RestCard({ schedules }: { schedules: readonly Schedule[] }) {
  const query = useQuery(restRulesQuery);
  const { may } = useCaller();
  return (
    <Card title="Rest in the next 90 days">
      <Loaded query={query} what="the rest rules" rows={2}>
        {(rules) => {
          const words = restRulesWords(rules);
          return words ? (
            <>
              <p className="px-4 pt-3 text-muted">
                The rule: {words}. A night is {nightWords(rules)} in each person’s zone.
              </p>
              <Broken schedules={schedules} />
            </>
          ) : (
            <p className="px-4 py-4 text-muted">
              There are no rest rules, so nothing is checked.{' '}
              {may('admin') ? (
                <Link to="/settings" hash="rest-rules" className="inline-block min-h-6 text-accent underline">
                  Set them
                </Link>
              ) : (
                'An administrator can set them.'
              )}
            </p>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Broken({ schedules }: { schedules: readonly Schedule[] }) {
  const [all, setAll] = useState(false);
  const asked = schedules.slice(0, MOST);
  const answers = useQueries({ queries: asked.map((it) => restFindingsQuery(it.id ?? '')) });
  const findings = restOf(answers.flatMap((it) => it.data ?? []));
  const words = useSentence(findings.map((it) => it.text ?? ''));
  const failed = answers.find((it) => it.error && !it.data);
  if (failed) return <Failure error={failed.error} what="the rest" retry={() => failed.refetch()} />;
  if (answers.some((it) => it.isPending)) return <Loading rows={2} label="Looking for broken rest" />;
  return (
    <>
      {findings.length === 0 ? (
        <p className="px-4 py-3">Everybody has the rest that the rules ask for.</p>
      ) : (
        <ul aria-label="Broken rest rules" className="divide-y divide-line">
          {findings.slice(0, all ? undefined : SHOWN).map((it) => (
            <Line key={`${it.kind} ${it.userId} ${it.startTime}`} finding={it} words={words} />
          ))}
        </ul>
      )}
      {!all && findings.length > SHOWN && (
        <div className="flex justify-center border-t border-line p-3">
          <Button onClick={() => setAll(true)}>Show all {findings.length}</Button>
        </div>
      )}
      {schedules.length > MOST && (
        <p className="border-t border-line px-4 py-2 text-muted">
          The first {MOST} of {schedules.length} schedules: choose one above to see another’s.
        </p>
      )}
    </>
  );
}

function Line({ finding, words }: { finding: RestFinding; words: (text: string) => string }) {
  const night = finding.kind === 'REST_FINDING_KIND_NIGHT_BUDGET';
  const Icon = night ? MoonStar : Timer;
  return (
    <li className="flex gap-2.5 px-4 py-2.5">
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <span className="min-w-0 flex-1">{words(finding.text ?? '')}</span>
      <Badge tone="warning">{night ? 'night budget' : 'too short'}</Badge>
    </li>
  );
}

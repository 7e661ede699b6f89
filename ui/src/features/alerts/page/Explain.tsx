import { useQuery } from '@tanstack/react-query';
import { BellRing } from 'lucide-react';
import { Badge } from '@/components/Badges';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { Ago, Moment } from '@/components/Time';
import { fullTime } from '@/lib/time';
import { useNow } from '@/lib/useNow';
import { useSentence } from '@/lib/useSentence';
import type { Alert } from '../api/listAlerts';
import { type Explanation, explainQuery } from '../api/oneAlert';
import { countdown } from '../countdown';
import { isAboutPaging } from '../entries';

type Step = NonNullable<Explanation['steps']>[number];

const stepName = (step: Step): string =>
  step.stepOrder === -1
    ? 'Fallback'
    : `Step ${(step.stepOrder ?? 0) + 1}${(step.round ?? 0) > 0 ? `, round ${(step.round ?? 0) + 1}` : ''}`;

const nextOf = (steps: readonly Step[] | undefined): Step | undefined =>
  (steps ?? [])
    .filter((it) => it.state === 'STEP_STATE_PENDING')
    .sort((a, b) => Date.parse(a.fireTime ?? '') - Date.parse(b.fireTime ?? ''))[0];

function Countdown({ time }: { time: string | undefined }) {
  const now = useNow();
  if (!time) return null;
  return (
    <time dateTime={time} title={fullTime(time)} className="font-medium text-ink tabular-nums">
      {countdown(Date.parse(time) - now)}
    </time>
  );
}

/** In one line: who was told, and what happens next and when. */
export function NextStep({ alert }: { alert: Alert }) {
  const { data } = useQuery(explainQuery(alert.id ?? ''));
  const told = useSentence([data?.summary ?? '']);
  const next = alert.state === 'ALERT_STATE_OPEN' ? nextOf(data?.steps) : undefined;
  if (!data) return <div aria-hidden className="h-10 rounded-lg bg-surface" />;
  return (
    <p className="flex items-start gap-2.5 rounded-lg border border-line bg-surface px-4 py-2.5 text-muted">
      <BellRing size={16} aria-hidden className="mt-[3px] shrink-0" />
      <span>
        {told(data.summary ?? '')}
        {next && (
          <>
            {' '}
            {stepName(next)} <Countdown time={next.fireTime} />.
          </>
        )}
      </span>
    </p>
  );
}

/** Why who was paged and others were not, and the steps of the escalation. */
export function Explain({ alert }: { alert: Alert }) {
  const query = useQuery(explainQuery(alert.id ?? ''));
  return (
    <Loaded query={query} what="the explanation" rows={4}>
      {(explanation) => (
        <div className="flex flex-col gap-4">
          <Steps steps={explanation.steps ?? []} />
          <Card title="Decisions">
            <Decisions explanation={explanation} />
          </Card>
        </div>
      )}
    </Loaded>
  );
}

function Decisions({ explanation }: { explanation: Explanation }) {
  const decisions = (explanation.decisions ?? []).filter(isAboutPaging);
  const told = useSentence(decisions.map((it) => it.reason?.summary ?? ''));
  if (decisions.length === 0) {
    return <p className="px-4 py-4 text-muted">Nothing was decided about paging yet.</p>;
  }
  return (
    <ol aria-label="Decisions" className="flex flex-col divide-y divide-line">
      {decisions.map((entry) => {
        const code = entry.reason?.code ?? '';
        const paged = code === 'paged';
        const not = /^(not_paged|page_failed|not_routed)/.test(code);
        return (
          <li key={entry.id} className="px-4 py-2.5">
            <p className="flex flex-wrap items-center gap-x-2.5 text-xs text-faint">
              <Badge tone={paged ? 'ok' : not ? 'major' : 'neutral'}>
                {paged ? 'paged' : not ? 'not paged' : 'decided'}
              </Badge>
              <code className="font-mono">{code}</code>
              <span className="ml-auto">
                <Ago time={entry.time} />
              </span>
            </p>
            <p className="mt-1 [overflow-wrap:anywhere]">{told(entry.reason?.summary ?? '')}</p>
          </li>
        );
      })}
    </ol>
  );
}

function Steps({ steps }: { steps: readonly Step[] }) {
  const now = nextOf(steps);
  return (
    <Card title="Escalation">
      {steps.length === 0 ? (
        <p className="px-4 py-4 text-muted">No escalation runs for this alert.</p>
      ) : (
        <ol aria-label="Steps of the escalation" className="flex flex-col divide-y divide-line">
          {steps.map((step) => (
            <li key={step.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
              <span className="min-w-28 font-medium">{stepName(step)}</span>
              {step.state === 'STEP_STATE_FIRED' ? (
                <Badge tone="ok">fired</Badge>
              ) : step.state === 'STEP_STATE_CANCELLED' ? (
                <Badge>not needed</Badge>
              ) : (
                <Badge tone={step === now ? 'info' : 'neutral'}>{step === now ? 'next' : 'to come'}</Badge>
              )}
              <span className="ml-auto text-muted">
                {step.state === 'STEP_STATE_PENDING' ? (
                  <Countdown time={step.fireTime} />
                ) : (
                  <Moment time={step.fireTime} />
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

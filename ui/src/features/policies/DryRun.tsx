import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Field, FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loading } from '@/components/States';
import { asProblem, type Schemas } from '@/lib/api';
import { cx } from '@/lib/cx';
import { inWords } from '@/lib/duration';
import { fullTime, readerZone, shortTime } from '@/lib/time';
import { useDebounced } from '@/lib/useDebounced';
import { useSentence } from '@/lib/useSentence';
import { dryRunQuery, type Policy } from './api/policies';
import { useTargetNames } from './useTargetNames';

const PAUSE_MS = 200;

/** The plan of an escalation that nobody answers, by the wall clock and with names, while the policy is edited. */
export function DryRun({ policy, usable }: { policy: Policy; usable: boolean }) {
  const [start, setStart] = useState('');
  const text = useDebounced(JSON.stringify(policy), PAUSE_MS);
  const settled = useMemo(() => JSON.parse(text) as Policy, [text]);
  const startTime = start ? new Date(start).toISOString() : undefined;
  const query = useQuery(dryRunQuery(settled, startTime, usable));
  return (
    <Card title="Dry run">
      <div className="flex flex-col gap-3 p-4">
        <Field
          label="If an alert came in at"
          hint={start ? `Times in your zone, ${readerZone()}` : `Now. Times in your zone, ${readerZone()}`}
        >
          <Input
            type="datetime-local"
            className="max-w-60"
            value={start}
            onChange={(event) => setStart(event.target.value)}
          />
        </Field>
        {!usable && <p className="text-muted">Give each step somebody to page, and the plan shows here.</p>}
        <FormError>{query.error && asProblem(query.error).message}</FormError>
      </div>
      {usable && query.isPending && <Loading rows={4} label="Planning" />}
      {usable && query.data && <Plan plan={query.data} stale={query.isPlaceholderData} />}
    </Card>
  );
}

function Plan({ plan, stale }: { plan: Schemas['DryRunEscalationPolicyResponse']; stale: boolean }) {
  const steps = plan.steps ?? [];
  const begin = new Date(steps[0]?.fireTime ?? 0).getTime();
  return (
    <div aria-busy={stale} className={cx('border-t border-line', stale && 'opacity-60')}>
      <ol aria-label="Plan" className="flex max-h-[60dvh] flex-col overflow-y-auto px-4 py-3">
        {steps.map((step, i) => (
          <PlanStep
            key={i}
            step={step}
            begin={begin}
            newRound={i > 0 && (step.round ?? 0) !== (steps[i - 1]?.round ?? 0) && (step.stepOrder ?? 0) >= 0}
          />
        ))}
      </ol>
      {plan.end && <p className="border-t border-line bg-sunken px-4 py-2.5 text-muted">{plan.end}</p>}
    </div>
  );
}

function PlanStep({
  step,
  begin,
  newRound,
}: {
  step: Schemas['DryRunStep'];
  begin: number;
  newRound: boolean;
}) {
  const { channelName } = useTargetNames();
  const told = useSentence((step.notPaged ?? []).map((it) => it.summary ?? ''));
  const time = step.fireTime ?? '';
  const after = (new Date(time).getTime() - begin) / 1000;
  const pages = step.pages ?? [];
  return (
    <li className="flex flex-col">
      {newRound && <p className="pt-2 pb-1 text-xs font-medium text-faint">Round {(step.round ?? 0) + 1}</p>}
      <div className="flex gap-3 py-1.5">
        <time dateTime={time} title={fullTime(time)} className="w-32 shrink-0">
          {shortTime(time)}
          <span className="block text-xs text-faint">{after > 0 ? `+${inWords(after)}` : 'at once'}</span>
        </time>
        <div className="min-w-0 break-words">
          {(step.stepOrder ?? 0) < 0 && <p className="font-medium">Fallback</p>}
          {pages.map((page, i) => (
            <p key={i}>
              <b className="font-medium">{page.name || channelName(page.channels?.[0])}</b>{' '}
              <span className="text-xs text-muted">
                {page.name && page.channels?.length ? `by ${page.channels.join(', ')} · ` : ''}
                {page.because}
              </span>
            </p>
          ))}
          {(step.notPaged ?? []).map((reason, i) => (
            <p key={i} className="text-minor">
              {told(reason.summary ?? '')}
            </p>
          ))}
          {pages.length === 0 && (step.notPaged ?? []).length === 0 && <p className="text-muted">Nobody</p>}
        </div>
      </div>
    </li>
  );
}

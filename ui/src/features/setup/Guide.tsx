import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/Button';
import { Loaded } from '@/components/States';
import { contactsQuery } from '@/lib/contacts';
import { cx } from '@/lib/cx';
import { storedQuery } from './api/stored';
import { progress, type StepName, type StepState, stepNames } from './progress';
import { ChannelStep } from './steps/ChannelStep';
import { ContactStep } from './steps/ContactStep';
import { IntegrationStep } from './steps/IntegrationStep';
import { PolicyStep } from './steps/PolicyStep';
import { ScheduleStep } from './steps/ScheduleStep';
import { TestStep } from './steps/TestStep';

const words: Record<StepName, readonly [title: string, why: string]> = {
  channel: [
    'How messages leave',
    'Pages go out by e-mail, text message or Slack: connect one to begin with.',
  ],
  contact: ['How you are reached', 'Your own address. A code shows that messages arrive.'],
  schedule: ['Who is on call', 'A schedule says whose turn it is. You begin alone; others join later.'],
  policy: ['What happens to an alert', 'A policy pages who is on call, and again until somebody answers.'],
  integration: ['Where alerts come from', 'Your monitoring sends alerts to an address with a key.'],
  test: ['See it reach you', 'Send an alert, watch it arrive, and acknowledge it.'],
};

/** The steps one below the other; the current one is open. */
export function Guide({ userId }: { userId: string }) {
  const stored = useQuery(storedQuery);
  const contacts = useQuery({ ...contactsQuery(userId), refetchInterval: 5000 });
  const { skip = [] } = useSearch({ from: '/setup' });
  const navigate = useNavigate({ from: '/setup' });
  // Shown once by the server; kept while this page lives, for the curl command and the test.
  const [key, setKey] = useState('');
  const setSkip = (next: readonly StepName[]) =>
    navigate({ search: next.length > 0 ? { skip: next } : {}, replace: true });

  return (
    <Loaded query={stored} what="what is set up so far">
      {(data) => (
        <Loaded query={contacts} what="your contact methods">
          {(methods) => {
            const states = progress({ ...data, contacts: methods, testAlert: data.alert?.state }, skip);
            const content: Record<StepName, ReactNode> = {
              channel: <ChannelStep />,
              contact: <ContactStep userId={userId} channels={data.channels} methods={methods} />,
              schedule: <ScheduleStep userId={userId} />,
              policy: <PolicyStep userId={userId} schedules={data.schedules} />,
              integration: <IntegrationStep onKey={setKey} />,
              test: (
                <TestStep integration={data.integrations[0]} apiKey={key} onKey={setKey} alert={data.alert} />
              ),
            };
            const over = stepNames.every((name) => states[name] === 'done' || states[name] === 'skipped');
            return (
              <>
                <ol aria-label="Steps" className="flex flex-col gap-3">
                  {stepNames.map((name, index) => (
                    <Step
                      key={name}
                      number={index + 1}
                      name={name}
                      state={states[name]}
                      onSkip={() => setSkip([...skip, name])}
                      onResume={() => setSkip(skip.filter((it) => it !== name))}
                    >
                      {content[name]}
                    </Step>
                  ))}
                </ol>
                <div className="flex items-center justify-between gap-4 pt-2">
                  <p role="status" className="font-medium text-ok">
                    {states.test === 'done' && 'An alert reached you and you answered it: Tocsin is ready.'}
                  </p>
                  <Link
                    to="/"
                    className={cx(
                      'inline-flex h-8 shrink-0 items-center rounded-md px-3 font-medium pointer-coarse:h-11',
                      over ? 'bg-accent text-accent-ink hover:bg-accent-hover' : 'text-muted underline',
                    )}
                  >
                    {over ? 'Go to Tocsin' : 'Leave the set-up'}
                  </Link>
                </div>
              </>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

function Step({
  number,
  name,
  state,
  onSkip,
  onResume,
  children,
}: {
  number: number;
  name: StepName;
  state: StepState;
  onSkip: () => void;
  onResume: () => void;
  children: ReactNode;
}) {
  const [title, why] = words[name];
  return (
    <li
      aria-current={state === 'current' ? 'step' : undefined}
      className={cx(
        'rounded-xl border border-line p-4',
        state === 'current' ? 'bg-surface shadow-sm' : 'bg-transparent',
      )}
    >
      <div className="flex items-center gap-3">
        <span
          aria-hidden
          className={cx(
            'flex size-7 shrink-0 items-center justify-center rounded-full text-sm font-semibold',
            state === 'done' && 'bg-ok-bg text-ok',
            state === 'current' && 'bg-accent text-accent-ink',
            (state === 'later' || state === 'skipped') && 'bg-sunken text-muted',
          )}
        >
          {state === 'done' ? <Check size={15} /> : number}
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">
            {title}
            {state === 'done' && <span className="sr-only"> (done)</span>}
            {state === 'skipped' && <span className="font-normal text-muted"> (left out)</span>}
          </h2>
          {state !== 'done' && <p className="text-muted">{why}</p>}
        </div>
        {state === 'current' && (
          <Button look="quiet" onClick={onSkip}>
            Skip
          </Button>
        )}
        {state === 'skipped' && <Button onClick={onResume}>Do it now</Button>}
      </div>
      {state === 'current' && <div className="pt-4 sm:pl-10">{children}</div>}
    </li>
  );
}

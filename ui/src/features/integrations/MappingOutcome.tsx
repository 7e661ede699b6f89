import type { UseQueryResult } from '@tanstack/react-query';
import { Badge, SeverityBadge } from '@/components/Badges';
import { Card, Facts } from '@/components/Page';
import { Moment } from '@/components/Time';
import { asProblem, type Schemas } from '@/lib/api';
import { cx } from '@/lib/cx';

type Outcome = Schemas['TestMappingResponse'];

/** The alerts that the sample is with the mapping as it stands. */
export function MappingOutcome({ test, asked }: { test: UseQueryResult<Outcome>; asked: boolean }) {
  const problem = test.error ? asProblem(test.error) : undefined;
  const alerts = test.data?.alerts ?? [];
  const ignored = test.data?.ignored ?? [];
  return (
    <Card title="What becomes of it" className="min-w-0">
      <div aria-live="polite" className={cx('flex flex-col gap-3 py-3', test.isFetching && 'opacity-70')}>
        {!asked ? (
          <p className="px-4 text-muted">Choose or paste a sample to see the alerts that it would open.</p>
        ) : problem ? (
          <p className="px-4 text-critical">
            {problem.violations.some((it) => it.field.startsWith('mapping'))
              ? 'There is a mistake in the mapping, marked where it is.'
              : problem.message}
          </p>
        ) : (
          <>
            {test.isPending && <p className="px-4 text-muted">Trying …</p>}
            {test.data && alerts.length === 0 && (
              <p className="px-4 text-warning">
                No alert is found in it: it would be refused or passed over.
              </p>
            )}
            {alerts.map((alert, i) => (
              <MappedAlert key={i} alert={alert} />
            ))}
            {ignored.map((why) => (
              <p key={why} className="px-4 text-muted">
                Passed over: {why}
              </p>
            ))}
          </>
        )}
      </div>
    </Card>
  );
}

function MappedAlert({ alert }: { alert: Schemas['MappedAlert'] }) {
  const labels = Object.entries(alert.labels ?? {});
  return (
    <article aria-label={alert.title} className="border-b border-line last:border-0">
      <p className="flex flex-wrap items-center gap-2 px-4 pt-1">
        <Badge tone={alert.firing ? 'critical' : 'ok'}>{alert.firing ? 'firing' : 'over'}</Badge>
        <SeverityBadge severity={alert.severity} />
        <strong className="min-w-0 font-semibold break-words">{alert.title}</strong>
      </p>
      <Facts
        items={[
          [
            'Known by',
            <code key="f" className="text-xs break-all">
              {alert.fingerprint}
            </code>,
          ],
          ...(alert.annotations?.description
            ? ([['Description', alert.annotations.description]] as const)
            : []),
          ...(alert.sourceUrl
            ? ([
                [
                  'Link',
                  <span key="l" className="break-all">
                    {alert.sourceUrl}
                  </span>,
                ],
              ] as const)
            : []),
          ...(alert.startTime ? ([['Began', <Moment key="b" time={alert.startTime} />]] as const) : []),
          [
            'Labels',
            labels.length === 0 ? (
              <span key="n" className="text-faint">
                none
              </span>
            ) : (
              <span key="n" className="flex flex-wrap gap-1">
                {labels.map(([name, value]) => (
                  <code key={name} className="rounded bg-sunken px-1.5 py-0.5 text-xs break-all">
                    {name}={value}
                  </code>
                ))}
              </span>
            ),
          ],
        ]}
      />
      {(alert.remarks ?? []).map((remark) => (
        <p key={remark} className="px-4 pb-2 text-sm text-warning">
          {remark}
        </p>
      ))}
    </article>
  );
}

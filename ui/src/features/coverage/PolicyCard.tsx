import { Link } from '@tanstack/react-router';
import { Badge } from '@/components/Badges';
import { Card } from '@/components/Page';
import type { Coverage, PolicyCoverage } from './api/coverage';
import { durationMs, lengthWords } from './bands';
import { Picture } from './Picture';
import { Reasons } from './Reasons';
import { Severities, Stretches } from './Stretches';

/** A policy with which something is wrong. */
export function PolicyCard({ policy, range }: { policy: PolicyCoverage; range: Coverage }) {
  const name = policy.policy ?? '';
  const uncovered = durationMs(policy.uncovered);
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          <Link
            to="/policies/$policyId"
            params={{ policyId: policy.policyId ?? '' }}
            className="inline-flex min-h-6 items-center hover:underline"
          >
            {name}
          </Link>
          {policy.default && <Badge>default</Badge>}
          {!policy.counts && <Badge>used by no route</Badge>}
        </span>
      }
      actions={uncovered > 0 && <Badge tone="critical">{lengthWords(uncovered)} uncovered</Badge>}
    >
      {(policy.routes?.length ?? 0) > 0 && (
        <p className="px-4 pt-3 text-muted">
          By {policy.routes?.length === 1 ? 'route' : 'routes'}{' '}
          {policy.routes?.map((route, i) => (
            <span key={route.routeId}>
              {i > 0 && ', '}
              <Link
                to="/routes/$routeId"
                params={{ routeId: route.routeId ?? '' }}
                className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
              >
                {route.name}
              </Link>
            </span>
          ))}
        </p>
      )}
      <Picture policy={policy} range={range} />
      <div className="divide-y divide-line border-t border-line empty:hidden">
        {(policy.holes?.length ?? 0) > 0 && (
          <Stretches label={`Holes of ${name}`} mark="hole" stretches={policy.holes ?? []} />
        )}
        {(policy.unreachableSteps?.length ?? 0) > 0 && (
          <ul aria-label={`Steps of ${name} that reach nobody`} className="divide-y divide-line">
            {policy.unreachableSteps?.map((step) => (
              <li key={step.stepOrder ?? 0} className="flex flex-col gap-1 px-4 py-2.5">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <Badge tone="critical">step</Badge>
                  <span className="font-medium">
                    Step {(step.stepOrder ?? 0) + 1} reaches nobody in the whole time
                  </span>
                  <Severities of={step.severities} />
                </p>
                <Reasons reasons={step.reasons} />
              </li>
            ))}
          </ul>
        )}
        {(policy.warnings?.length ?? 0) > 0 && (
          <Stretches label={`Late stretches of ${name}`} mark="late" stretches={policy.warnings ?? []} />
        )}
        {(policy.leftOut ?? 0) > 0 && (
          <p className="px-4 py-2.5 text-muted">
            {policy.leftOut} more stretches are not shown: choose fewer days.
          </p>
        )}
      </div>
    </Card>
  );
}

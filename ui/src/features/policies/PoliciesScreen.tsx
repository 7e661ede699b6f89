import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { Badge } from '@/components/Badges';
import { LinkButton } from '@/components/LinkButton';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { policiesQuery, routesQuery } from '@/lib/arrangement';
import { useCaller } from '@/lib/caller';
import { inWords } from '@/lib/duration';
import type { Policy } from './api/policies';
import { offsetOf } from './steps';
import { useTargetNames } from './useTargetNames';

const newLink = (
  <LinkButton to="/policies/new" look="primary" icon={<Plus size={15} aria-hidden />}>
    New policy
  </LinkButton>
);

export function PoliciesScreen() {
  const query = useQuery(policiesQuery);
  const routes = useQuery(routesQuery).data ?? [];
  const may = useCaller().may('manager');
  return (
    <Page title="Escalation policies" actions={may && newLink}>
      <p className="max-w-2xl text-muted">
        How a page reaches somebody: step after step, until a human answers.
      </p>
      <Loaded query={query} what="the policies">
        {(policies) =>
          policies.length === 0 ? (
            <Card>
              <Empty title="No policies yet">
                <p>
                  A policy says who is paged first, and who next when nobody answers. Routes send alerts to
                  it.
                </p>
                {may && newLink}
              </Empty>
            </Card>
          ) : (
            <ul aria-label="Policies" className="grid gap-3 md:grid-cols-2">
              {policies.map((policy) => (
                <PolicyCard
                  key={policy.id}
                  policy={policy}
                  routes={routes.filter((it) => it.policyId === policy.id).map((it) => it.name)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}

function PolicyCard({ policy, routes }: { policy: Policy; routes: readonly string[] }) {
  const { words } = useTargetNames();
  const steps = policy.steps ?? [];
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Link
          to="/policies/$policyId"
          params={{ policyId: policy.id ?? '' }}
          className="inline-flex min-h-6 items-center font-semibold text-accent hover:underline"
        >
          {policy.name}
        </Link>
        {policy.default && <Badge>default</Badge>}
      </div>
      {policy.description && <p className="text-muted">{policy.description}</p>}
      <ol aria-label={`Steps of ${policy.name}`} className="flex flex-col gap-1">
        {steps.map((step, i) => (
          <li key={i} className="flex gap-3">
            <span className="w-16 shrink-0 text-right text-faint">
              {i === 0 ? '' : '+'}
              {inWords(offsetOf(steps, i))}
            </span>
            <span className="min-w-0 break-words">{(step.targets ?? []).map(words).join(', ')}</span>
          </li>
        ))}
      </ol>
      <p className="mt-auto text-xs text-muted">
        {policy.repeat ? `Repeats ${policy.repeat} ${policy.repeat === 1 ? 'time' : 'times'}. ` : ''}
        {policy.fallback ? `Fallback: ${words({ channel: policy.fallback })}. ` : ''}
        {routes.length > 0 ? `Used by ${routes.join(', ')}.` : policy.default ? '' : 'No route uses it.'}
      </p>
    </li>
  );
}

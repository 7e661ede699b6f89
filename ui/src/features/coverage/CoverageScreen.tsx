import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { CircleAlert, ShieldCheck } from 'lucide-react';
import { LinkButton } from '@/components/LinkButton';
import { Card, Page } from '@/components/Page';
import { Empty, Loaded } from '@/components/States';
import { cx } from '@/lib/cx';
import { type Coverage, coverageQuery, type PolicyCoverage } from './api/coverage';
import { severityWord } from './bands';
import { PolicyCard } from './PolicyCard';
import { type CoverageSearch, lengths } from './search';
import { summaryOf } from './summary';

const faultless = (policy: PolicyCoverage): boolean =>
  !policy.holes?.length && !policy.warnings?.length && !policy.unreachableSteps?.length;

/** When a page would reach nobody in the time to come, and why. */
export function CoverageScreen() {
  const search = useSearch({ from: '/shell/coverage' });
  const days = search.days ?? 90;
  const query = useQuery(coverageQuery(days));
  return (
    <Page title="Coverage" actions={<Days search={search} />}>
      <p className="max-w-2xl text-muted">
        Whom each policy would reach at every minute to come, at an address that is known to work: decided by
        what pages.
      </p>
      <Loaded query={query} what="the coverage" rows={12}>
        {(coverage) =>
          (coverage.policies ?? []).length === 0 ? (
            <Card>
              <Empty title="No policies yet">
                <p>Without an escalation policy an alert pages nobody.</p>
                <LinkButton to="/policies">Go to the policies</LinkButton>
              </Empty>
            </Card>
          ) : (
            <div
              aria-busy={query.isPlaceholderData}
              className={cx('flex flex-col gap-4', query.isPlaceholderData && 'opacity-60')}
            >
              <Summary coverage={coverage} days={days} />
              {order(coverage.policies ?? [])
                .filter((it) => !faultless(it))
                .map((policy) => (
                  <PolicyCard key={policy.policyId} policy={policy} range={coverage} />
                ))}
              <Covered policies={(coverage.policies ?? []).filter(faultless)} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

/** What counts first, and of that what is not covered. */
const order = (policies: readonly PolicyCoverage[]): PolicyCoverage[] =>
  [...policies].sort((a, b) => rank(a) - rank(b));
const rank = (policy: PolicyCoverage) => (policy.counts ? 0 : 2) + (policy.covered ? 1 : 0);

function Days({ search }: { search: CoverageSearch }) {
  const navigate = useNavigate();
  return (
    <label className="flex items-center gap-2 text-muted">
      Look ahead
      <select
        value={search.days ?? 90}
        onChange={(event) => {
          const days = lengths.find((it) => it === Number(event.target.value));
          void navigate({ to: '/coverage', search: days && days !== 90 ? { days } : {} });
        }}
        className="h-8 rounded-md border border-line-strong bg-surface px-2 text-ink pointer-coarse:h-11"
      >
        {lengths.map((it) => (
          <option key={it} value={it}>
            {it} days
          </option>
        ))}
      </select>
    </label>
  );
}

function Summary({ coverage, days }: { coverage: Coverage; days: number }) {
  const { fine, headline } = summaryOf(coverage, days);
  const unrouted = coverage.unroutedSeverities ?? [];
  const Icon = fine ? ShieldCheck : CircleAlert;
  return (
    <section
      aria-label="Summary"
      className={cx(
        'flex items-start gap-2.5 rounded-lg border border-line px-4 py-3',
        fine ? 'bg-ok-bg text-ok' : 'bg-critical-bg text-critical',
      )}
    >
      <Icon size={18} aria-hidden className="mt-0.5 shrink-0" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-semibold">{headline}</p>
        {unrouted.length > 0 && (
          <p>
            Some alerts of severity {unrouted.map(severityWord).join(', ')} may come to no route, and there is
            no default policy: they page nobody.{' '}
            <Link to="/routes" className="inline-flex min-h-6 items-center font-medium underline">
              Go to the routes
            </Link>
          </p>
        )}
      </div>
    </section>
  );
}

function Covered({ policies }: { policies: readonly PolicyCoverage[] }) {
  if (policies.length === 0) return null;
  return (
    <Card title="Covered all the time">
      <ul aria-label="Covered policies" className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-3">
        {policies.map((policy) => (
          <li key={policy.policyId}>
            <Link
              to="/policies/$policyId"
              params={{ policyId: policy.policyId ?? '' }}
              className="inline-flex min-h-6 items-center font-medium hover:underline"
            >
              {policy.policy}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

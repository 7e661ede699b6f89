import { BookOpen, ExternalLink } from 'lucide-react';
import { Card } from '@/components/Page';
import type { Alert } from '../api/listAlerts';
import { isLink, runbookOf } from '../links';

function Out({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      className="inline-flex min-h-6 items-center gap-1.5 text-accent underline [overflow-wrap:anywhere]"
    >
      {children}
    </a>
  );
}

/** What the source says about it, its runbook first. */
export function Annotations({ alert }: { alert: Alert }) {
  const runbook = runbookOf(alert.annotations);
  const rest = Object.entries(alert.annotations ?? {})
    .filter(
      ([name, value]) => value && name !== runbook?.name && !(name === 'summary' && value === alert.title),
    )
    .sort(([a], [b]) => a.localeCompare(b));
  const source = isLink(alert.sourceUrl) ? alert.sourceUrl : undefined;
  if (!runbook && rest.length === 0 && !source) return null;
  return (
    <Card title="What it says">
      <div className="flex flex-col gap-3 px-4 py-3">
        {(runbook || source) && (
          <div className="flex flex-wrap gap-x-5 gap-y-1">
            {runbook && (
              <Out href={runbook.url}>
                <BookOpen size={15} aria-hidden />
                Runbook
              </Out>
            )}
            {source && (
              <Out href={source}>
                <ExternalLink size={15} aria-hidden />
                Open at the source
              </Out>
            )}
          </div>
        )}
        {rest.length > 0 && (
          <dl className="flex flex-col gap-2">
            {rest.map(([name, value]) => (
              <div key={name}>
                <dt className="text-xs text-faint">{name}</dt>
                <dd className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                  {isLink(value) ? <Out href={value}>{value}</Out> : value}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </Card>
  );
}

import { CircleAlert, Inbox, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { asProblem } from '@/lib/api';
import { Button } from './Button';

function Message({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-14 text-center">
      <span className="text-faint" aria-hidden>
        {icon}
      </span>
      <p className="font-semibold">{title}</p>
      <div className="flex max-w-md flex-col items-center gap-3 text-muted">{children}</div>
    </div>
  );
}

/** Nothing there yet: says what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Message icon={<Inbox size={28} />} title={title}>
      {children}
    </Message>
  );
}

/** What failed, and a way to try again; or that it takes more rights. */
export function Failure({ error, what, retry }: { error: unknown; what: string; retry?: () => void }) {
  const problem = asProblem(error);
  if (problem.denied) return <NoPermission>{problem.message}</NoPermission>;
  return (
    <div role="alert">
      <Message icon={<CircleAlert size={28} />} title={`Could not load ${what}`}>
        <p>{problem.message}</p>
        {problem.requestId && <p className="font-mono text-xs text-faint">request {problem.requestId}</p>}
        {retry && !problem.notFound && <Button onClick={retry}>Try again</Button>}
      </Message>
    </div>
  );
}

export function NoPermission({ children }: { children?: ReactNode }) {
  return (
    <Message icon={<Lock size={28} />} title="Your role may not see this">
      <p>{children ?? 'Ask an administrator of your organisation for the role that it takes.'}</p>
    </Message>
  );
}

/** Grey lines where rows will be. */
export function Loading({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-2 p-4">
      {Array.from({ length: rows }, (_, i) => (
        <div
          key={i}
          className="h-7 animate-pulse rounded bg-sunken"
          style={{ width: `${95 - ((i * 13) % 40)}%` }}
        />
      ))}
    </div>
  );
}

interface QueryLike<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

/** The states of one query: loading, failed, or its data. Data that is there stays when a renewal fails. */
export function Loaded<T>({
  query,
  what,
  rows,
  children,
}: {
  query: QueryLike<T>;
  /** What is loaded, as in "Could not load …". */
  what: string;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} what={what} retry={() => query.refetch()} />;
  return <Loading label={`Loading ${what}`} {...(rows ? { rows } : {})} />;
}

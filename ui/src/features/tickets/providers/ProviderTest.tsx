import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { Button } from '@/components/Button';
import { FormError } from '@/components/Field';
import { Card } from '@/components/Page';
import { asProblem } from '@/lib/api';
import { type Findings, testProvider } from '../api/providers';

/** Looks at everything that has to be right, and changes nothing there. */
export function ProviderTest({ id }: { id: string }) {
  const test = useMutation({ mutationFn: () => testProvider(id), meta: { quiet: true } });
  return (
    <Card
      title="Test"
      actions={
        <Button look="primary" busy={test.isPending} onClick={() => test.mutate()}>
          {test.isPending ? 'Testing …' : 'Test it'}
        </Button>
      }
    >
      <div aria-live="polite" className="px-4 py-3">
        {test.error ? (
          <FormError>{asProblem(test.error).message}</FormError>
        ) : test.data ? (
          <Outcome findings={test.data} />
        ) : (
          <p className="text-muted">
            Looks at the address, the sign-in and the settings; nothing is changed there.
          </p>
        )}
      </div>
    </Card>
  );
}

function Outcome({ findings }: { findings: Findings }) {
  return (
    <>
      <p className={`font-medium ${findings.ok ? 'text-ok' : 'text-critical'}`}>
        {findings.ok ? 'Tickets can be opened and kept in step.' : 'It does not work yet.'}
      </p>
      <ul className="mt-1">
        {(findings.findings ?? []).map((it, i) => (
          <li key={i} className="flex items-start gap-2 py-0.5">
            {it.ok ? (
              <CircleCheck size={15} className="mt-1 shrink-0 text-ok" aria-label="right" />
            ) : (
              <CircleX size={15} className="mt-1 shrink-0 text-critical" aria-label="wrong" />
            )}
            <span className="min-w-0 break-words">
              <span className="text-muted">{(it.check ?? '').replaceAll('_', ' ')}:</span> {it.message}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

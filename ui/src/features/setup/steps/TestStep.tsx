import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { Copyable, CopyButton } from '@/components/CopyButton';
import { FormError } from '@/components/Field';
import { asProblem, type Schemas } from '@/lib/api';
import { clockTime } from '@/lib/time';
import { useSentence } from '@/lib/useSentence';
import { useRotateKey } from '../api/stored';
import { testPayload, timelineQuery, useAcknowledge, useSendTestAlert } from '../api/testAlert';

/** The copyable command, the same from here, and what becomes of the alert until somebody answers. */
export function TestStep({
  integration,
  apiKey,
  onKey,
  alert,
}: {
  integration: Schemas['Integration'] | undefined;
  /** Empty when this page was loaded after the key was shown. */
  apiKey: string;
  onKey: (key: string) => void;
  alert: Schemas['Alert'] | undefined;
}) {
  const send = useSendTestAlert();
  const rotate = useRotateKey();
  if (!integration) return <p className="text-muted">This takes an integration: do that step first.</p>;
  const source = integration.source ?? 'generic';
  const path = integration.webhookPath || `/api/v1/webhooks/${source}`;
  const url = location.origin + path;
  if (!apiKey) {
    return (
      <div className="flex flex-col items-start gap-3">
        {alert && <Watch alert={alert} />}
        <FormError>{rotate.error && asProblem(rotate.error).message}</FormError>
        <p className="text-muted">
          The key of {integration.name} was shown once and is not known here any more. A new one ends the old
          one.
        </p>
        <Button
          busy={rotate.isPending}
          onClick={() => rotate.mutate(integration.id ?? '', { onSuccess: onKey })}
        >
          Make a new key
        </Button>
      </div>
    );
  }
  const body = JSON.stringify(testPayload(source));
  const curl = `curl -X POST '${url}' \\\n  -H 'X-API-Key: ${apiKey}' -H 'Content-Type: application/json' \\\n  -d '${body}'`;
  return (
    <div className="flex flex-col items-start gap-3">
      <dl className="grid w-full gap-x-4 gap-y-2 sm:grid-cols-[auto_1fr]">
        <dt className="text-faint">Address</dt>
        <dd className="min-w-0">
          <Copyable value={url} label="Copy the address" />
        </dd>
        <dt className="text-faint">Key, shown this once</dt>
        <dd className="min-w-0">
          <Copyable value={apiKey} label="Copy the key" />
        </dd>
      </dl>
      <div className="flex w-full items-start gap-1 rounded-md bg-sunken">
        <code className="min-w-0 flex-1 p-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap">{curl}</code>
        <CopyButton text={curl} label="Copy the command" />
      </div>
      <FormError>{send.error && asProblem(send.error).message}</FormError>
      <Button
        look={alert ? 'plain' : 'primary'}
        busy={send.isPending}
        onClick={() => send.mutate({ path, key: apiKey, source })}
      >
        {alert ? 'Send it again' : 'Send a test alert'}
      </Button>
      {alert && <Watch alert={alert} />}
    </div>
  );
}

function Watch({ alert }: { alert: Schemas['Alert'] }) {
  const { data: entries } = useQuery(timelineQuery(alert.id ?? ''));
  const acknowledge = useAcknowledge();
  const told = useSentence((entries ?? []).map((it) => it.reason?.summary ?? ''));
  return (
    <div className="flex w-full flex-col items-start gap-2">
      <p className="font-medium">It is on its way: answer it where it arrives, or here.</p>
      <ol aria-live="polite" aria-label="What happens to it" className="flex w-full flex-col">
        {(entries ?? []).map((it) => (
          <li key={it.id} className="flex gap-3 border-l-2 border-line py-0.5 pl-3">
            <span className="shrink-0 text-faint">{clockTime(it.time ?? '')}</span>
            <span className="min-w-0">{told(it.reason?.summary ?? '')}</span>
          </li>
        ))}
      </ol>
      <FormError>{acknowledge.error && asProblem(acknowledge.error).message}</FormError>
      <Button look="primary" busy={acknowledge.isPending} onClick={() => acknowledge.mutate(alert.id ?? '')}>
        Acknowledge
      </Button>
    </div>
  );
}

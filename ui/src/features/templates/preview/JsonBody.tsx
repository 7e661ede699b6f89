import { prettyJson } from '@/lib/json';

/** The body that is posted, signed, to a receiver. */
export function JsonBody({ body }: { body: string }) {
  return (
    <div className="flex flex-col">
      <p className="border-b border-line px-3 py-2 font-mono text-xs break-words text-faint">
        POST · Content-Type: application/json
        <br />
        webhook-id, webhook-timestamp, webhook-signature: v1,…
      </p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto p-3 font-mono text-xs whitespace-pre-wrap"
      >
        {prettyJson(body)}
      </pre>
    </div>
  );
}

import { useEffect, useSyncExternalStore } from 'react';
import { cx } from '@/lib/cx';
import { type ToastMessage, toasts } from '@/lib/toasts';

const SHOWN_MS = { done: 4000, failed: 12_000 };

function Toast({ message }: { message: ToastMessage }) {
  useEffect(() => {
    const timer = setTimeout(() => toasts.dismiss(message.id), SHOWN_MS[message.kind]);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <div
      className={cx(
        'pointer-events-auto flex items-start gap-3 rounded-lg border px-3.5 py-2.5 shadow-xl',
        message.kind === 'failed' ? 'border-critical bg-critical-bg text-critical' : 'border-line bg-raised',
      )}
    >
      <span className="min-w-0 break-words">{message.text}</span>
      <button type="button" onClick={() => toasts.dismiss(message.id)} className="ml-auto shrink-0 underline">
        Dismiss
      </button>
    </div>
  );
}

/** Where short messages appear, read out politely. */
export function Toaster() {
  const messages = useSyncExternalStore(toasts.subscribe, toasts.current);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-3 z-50 flex flex-col gap-2 sm:left-auto sm:w-96"
    >
      {messages.map((message) => (
        <Toast key={message.id} message={message} />
      ))}
    </div>
  );
}

import type { Schemas } from '@/lib/api';

/** A text message on a phone, with what it takes on the air. */
export function Phone({
  text,
  reply,
  size,
}: {
  text: string;
  reply: string;
  size: Schemas['TextMessageSize'] | undefined;
}) {
  const segments = size?.segments ?? 0;
  return (
    <div className="flex flex-col items-center gap-2 p-3">
      <div className="flex w-full max-w-72 flex-col gap-3 rounded-[1.75rem] border-4 border-line-strong bg-canvas px-3 pt-3 pb-6">
        <p className="text-center text-xs text-faint">Text message</p>
        <p className="max-w-[92%] rounded-2xl rounded-bl-sm bg-sunken px-3 py-2 break-words whitespace-pre-wrap text-ink">
          {text}
          {reply && `\n${reply}`}
        </p>
      </div>
      {size && (
        <p className="text-xs text-muted">
          {segments} {segments === 1 ? 'segment' : 'segments'} · {size.characters ?? 0} characters ·{' '}
          {size.encoding}
        </p>
      )}
    </div>
  );
}

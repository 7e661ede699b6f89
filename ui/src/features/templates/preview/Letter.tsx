import { useState } from 'react';
import { cx } from '@/lib/cx';

/** A letter: its subject, and the HTML in a frame in which no script runs and no link leads away, or its plain text. */
export function Letter({ subject, html, text }: { subject: string; html: string; text: string }) {
  const [plain, setPlain] = useState(false);
  const shown = plain || !html ? 'text' : 'html';
  return (
    <div className="flex flex-col">
      <div className="flex items-start gap-3 border-b border-line px-3 py-2">
        <div className="min-w-0 flex-1">
          <p className="text-xs text-faint">From Tocsin</p>
          <p className="font-semibold break-words">{subject || '(no subject)'}</p>
        </div>
        <fieldset className="flex shrink-0 rounded-md border border-line-strong">
          <legend className="sr-only">Alternative of the letter</legend>
          {(['html', 'text'] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={shown === each}
              disabled={each === 'html' && !html}
              onClick={() => setPlain(each === 'text')}
              className={cx(
                'h-7 px-2 text-xs first:rounded-l last:rounded-r',
                shown === each ? 'bg-accent-bg text-accent' : 'text-muted',
              )}
            >
              {each === 'html' ? 'HTML' : 'Text'}
            </button>
          ))}
        </fieldset>
      </div>
      {shown === 'html' ? (
        <iframe
          title="The letter as HTML"
          sandbox=""
          srcDoc={html}
          style={{ colorScheme: 'light' }}
          className="h-96 w-full rounded-b-lg bg-white"
        />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <pre tabIndex={0} className="max-h-96 overflow-auto p-3 font-mono text-xs whitespace-pre-wrap">
          {text}
        </pre>
      )}
    </div>
  );
}

import { CopyButton } from './CopyButton';

/** A text to be read or copied as it is: a configuration, a payload. Long ones scroll, with the keyboard too. */
export function CodeBlock({
  text,
  label,
  tall,
}: {
  text: string;
  label: string;
  /** Takes up to most of the screen's height. */
  tall?: boolean;
}) {
  return (
    <div className="relative min-w-0 rounded-md border border-line bg-sunken">
      <div className="absolute top-1 right-1 rounded-md bg-sunken">
        <CopyButton text={text} label={`Copy: ${label}`} />
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region has to be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        className={`overflow-auto rounded-md py-2.5 pr-12 pl-3 ${tall ? 'max-h-[65dvh]' : 'max-h-80'}`}
      >
        <pre className="font-mono text-xs leading-5 whitespace-pre">{text}</pre>
      </section>
    </div>
  );
}

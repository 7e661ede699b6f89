import { CodeBlock } from '@/components/CodeBlock';
import { sourceOf, webhookUrl } from './sources';

/** What to paste into the tool, with its address and, while it is known, its key. */
export function Snippets({
  source,
  path,
  apiKey,
}: {
  source: string | undefined;
  path: string | undefined;
  apiKey?: string | undefined;
}) {
  return (
    <div className="flex flex-col gap-4">
      {sourceOf(source)
        .snippets(webhookUrl(path), apiKey || 'tci_…')
        .map((it) => (
          <section key={it.title} className="flex flex-col gap-1.5">
            <h3 className="font-medium">{it.title}</h3>
            <p className="text-sm text-muted">{it.where}</p>
            <CodeBlock text={it.text} label={it.title} />
          </section>
        ))}
    </div>
  );
}

import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Parts } from './slots';

const theme = EditorView.theme({
  '&': { fontSize: '12.5px', backgroundColor: 'var(--c-surface)', color: 'var(--c-ink)' },
  '.cm-content': { fontFamily: 'ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--c-faint)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--c-critical-bg)', color: 'var(--c-critical-fg)' },
  '&.cm-merge-b .cm-changedLine': { backgroundColor: 'var(--c-ok-bg)' },
  '&.cm-merge-b .cm-changedText': { background: 'none', textDecoration: 'underline' },
  '.cm-deletedChunk .cm-deletedText': { background: 'none', textDecoration: 'line-through' },
  '.cm-collapsedLines': {
    background: 'var(--c-sunken)',
    color: 'var(--c-muted)',
  },
});

function PartDiff({ part, before, after }: { part: string; before: string; after: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: after,
        extensions: [
          lineNumbers(),
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ 'aria-label': `Changes of ${part}` }),
          unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 3 } }),
          theme,
        ],
      }),
    });
    return () => view.destroy();
  }, [part, before, after]);
  return <div ref={place} className="min-w-0 overflow-hidden rounded-md border border-line" />;
}

/** How two versions differ, part by part: what was taken out, then what was put in. */
export default function VersionDiff({ before, after }: { before: Parts; after: Parts }) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((it) => (before[it] ?? '') !== (after[it] ?? ''))
    .sort();
  if (names.length === 0) return <p className="text-muted">They say the same.</p>;
  return (
    <div className="flex flex-col gap-3">
      {names.map((part) => (
        <section key={part} aria-label={`Part ${part}`} className="flex flex-col gap-1">
          <p className="font-medium">{part}</p>
          <PartDiff part={part} before={before[part] ?? ''} after={after[part] ?? ''} />
        </section>
      ))}
    </div>
  );
}

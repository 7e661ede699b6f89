import { lazy, Suspense } from 'react';
import type { CodeMirrorProps } from './CodeMirror';

const CodeMirror = lazy(() => import('./CodeMirror'));

/** A text editor (CodeMirror 6), loaded when first shown. */
export function CodeEditor(props: CodeMirrorProps) {
  return (
    <Suspense
      fallback={<div role="status" aria-label="Loading the editor" className="h-24 rounded-md bg-sunken" />}
    >
      <CodeMirror {...props} />
    </Suspense>
  );
}

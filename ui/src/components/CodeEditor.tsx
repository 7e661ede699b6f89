import { lazy, type ReactNode, Suspense } from 'react';
import type { CodeMirrorProps } from './CodeMirror';

const CodeMirror = lazy(() => import('./CodeMirror'));

/** Around an editor that is loaded when first shown, as CodeMirror and its languages are. */
export function WhenLoaded({ children }: { children: ReactNode }) {
  return (
    <Suspense
      fallback={<div role="status" aria-label="Loading the editor" className="h-24 rounded-md bg-sunken" />}
    >
      {children}
    </Suspense>
  );
}

/** A text editor (CodeMirror 6). */
export function CodeEditor(props: CodeMirrorProps) {
  return (
    <WhenLoaded>
      <CodeMirror {...props} />
    </WhenLoaded>
  );
}

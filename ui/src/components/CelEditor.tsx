import { lazy } from 'react';
import type { CelScope } from '@/lib/cel/scope';
import { WhenLoaded } from './CodeEditor';
import type { Mistake } from './CodeMirror';

const CelCode = lazy(() => import('./CelCode'));

export interface CelEditorProps {
  value: string;
  onChange?: (value: string) => void;
  /** What is edited, for those who listen. */
  label: string;
  /** Names that completion offers. */
  scope: CelScope;
  /** What the server said about it. */
  mistakes?: readonly Mistake[];
  readOnly?: boolean;
  placeholder?: string;
  lines?: number;
}

/**
 * An expression in CEL, with highlighting and completion of names and of values seen lately. Mistakes are underlined
 * and told below in words as well, since an underline alone is not read out.
 */
export function CelEditor({ scope, mistakes = [], ...rest }: CelEditorProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <WhenLoaded>
        <CelCode {...rest} scope={scope} mistakes={mistakes} lines={rest.lines ?? 2} />
      </WhenLoaded>
      {mistakes.length > 0 && (
        <div role="alert">
          <ul className="flex flex-col gap-0.5 text-xs text-critical">
            {mistakes.map((it) => (
              <li key={`${it.line}:${it.column}:${it.message}`} className="min-w-0 break-words">
                <span className="font-mono">
                  {it.line}:{it.column}
                </span>{' '}
                {it.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

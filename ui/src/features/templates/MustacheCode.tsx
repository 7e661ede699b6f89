import { useMemo, useRef } from 'react';
import CodeMirror, { type CodeMirrorProps } from '@/components/CodeMirror';
import { completeMustache, mustacheLanguage } from './mustache';

export interface MustacheCodeProps extends CodeMirrorProps {
  /** Names that completion offers. */
  context: Record<string, unknown>;
  snippets: readonly string[];
}

/** An editor of a template's text. Loaded when first shown. */
export default function MustacheCode({ context, snippets, ...rest }: MustacheCodeProps) {
  const latest = useRef({ context, snippets });
  latest.current = { context, snippets };
  const complete = useMemo(
    () =>
      completeMustache(
        () => latest.current.context,
        () => latest.current.snippets,
      ),
    [],
  );
  return <CodeMirror {...rest} language={mustacheLanguage} complete={complete} />;
}

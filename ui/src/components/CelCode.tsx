import { useMemo, useRef } from 'react';
import { completeCel } from '@/lib/cel/complete';
import { celLanguage } from '@/lib/cel/language';
import type { CelScope } from '@/lib/cel/scope';
import CodeMirror, { type CodeMirrorProps } from './CodeMirror';

/** The editor within CelEditor: CodeMirror that knows CEL. Loaded when first shown. */
export default function CelCode({ scope, ...rest }: CodeMirrorProps & { scope: CelScope }) {
  const latest = useRef(scope);
  latest.current = scope;
  const complete = useMemo(() => completeCel(() => latest.current), []);
  return <CodeMirror {...rest} language={celLanguage} complete={complete} />;
}

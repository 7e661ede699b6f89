import { json } from '@codemirror/lang-json';
import CodeMirror, { type CodeMirrorProps } from '@/components/CodeMirror';

const language = json();

/** An editor of JSON. Loaded when first shown. */
export default function JsonCode(props: CodeMirrorProps) {
  return <CodeMirror {...props} language={language} />;
}

import { autocompletion, type CompletionSource, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
  bracketMatching,
  defaultHighlightStyle,
  HighlightStyle,
  type LanguageSupport,
  type StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder as placeholderOf } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';

/** Something wrong at a place in the text; line and column from 1, as the API tells them. */
export interface Mistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity?: 'error' | 'warning';
}

export interface CodeMirrorProps {
  value: string;
  onChange?: (value: string) => void;
  /** What is edited, for those who listen. */
  label: string;
  language?: LanguageSupport | StreamLanguage<unknown>;
  complete?: CompletionSource;
  mistakes?: readonly Mistake[];
  readOnly?: boolean;
  placeholder?: string;
  /** Height of its content at least, in lines. */
  lines?: number;
}

const theme = EditorView.theme({
  '&': {
    fontSize: '13px',
    backgroundColor: 'var(--c-surface)',
    color: 'var(--c-ink)',
    border: '1px solid var(--c-line-strong)',
    borderRadius: '6px',
  },
  '&.cm-focused': { outline: '2px solid var(--c-focus)', outlineOffset: '1px' },
  '.cm-content': {
    fontFamily: 'ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace',
    caretColor: 'var(--c-ink)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--c-ink)' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--c-faint)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--c-accent-bg) !important',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--c-raised)',
    color: 'var(--c-ink)',
    border: '1px solid var(--c-line)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--c-accent)',
    color: 'var(--c-accent-ink)',
  },
  '.cm-placeholder': { color: 'var(--c-faint)' },
});

const colours = HighlightStyle.define([
  { tag: tags.string, color: 'var(--c-ok-fg)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--c-major-fg)' },
  { tag: [tags.keyword, tags.operator], color: 'var(--c-accent)' },
  { tag: tags.comment, color: 'var(--c-faint)' },
  { tag: [tags.propertyName, tags.variableName], color: 'var(--c-ink)' },
  { tag: [tags.tagName, tags.special(tags.variableName)], color: 'var(--c-info-fg)' },
]);

/** On a change that came with `value`, not from the keyboard. */
const given = Annotation.define<boolean>();

function positions(state: EditorState, mistakes: readonly Mistake[]): Diagnostic[] {
  return mistakes.map((it) => {
    const line = state.doc.line(Math.min(Math.max(it.line, 1), state.doc.lines));
    const from = Math.min(line.from + Math.max(it.column - 1, 0), line.to);
    const to = Math.max(from, Math.min(state.wordAt(from)?.to ?? from + 1, line.to));
    return { from, to, message: it.message, severity: it.severity ?? 'error' };
  });
}

export default function CodeMirror(props: CodeMirrorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;
  const options = useRef(new Compartment());
  /** What was typed and has not come back as `value` yet. */
  const told = useRef<string[]>([]);
  const { value, label, language, mistakes, readOnly, placeholder, lines } = props;

  useEffect(() => {
    const editor = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          history(),
          drawSelection(),
          bracketMatching(),
          autocompletion({
            override: [(context) => latest.current.complete?.(context) ?? null],
            activateOnTyping: true,
          }),
          // Tab leaves the editor: the keyboard must not be caught in it.
          keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          lintGutter(),
          EditorView.lineWrapping,
          syntaxHighlighting(colours),
          syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
          theme,
          options.current.of([]),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((it) => it.annotation(given))) return;
            const typed = update.state.doc.toString();
            told.current.push(typed);
            latest.current.onChange?.(typed);
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const extensions: Extension[] = [
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorState.readOnly.of(readOnly ?? false),
      EditorView.theme({ '.cm-content': { minHeight: `${(lines ?? 3) * 1.4 + 0.6}em` } }),
    ];
    if (language) extensions.push(language);
    if (placeholder) extensions.push(placeholderOf(placeholder));
    view.current?.dispatch({ effects: options.current.reconfigure(extensions) });
  }, [label, language, readOnly, placeholder, lines]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    // What was told comes back late when keys are quick: the text has gone on since, and stays.
    const back = told.current.indexOf(value);
    if (editor.state.doc.toString() === value) {
      told.current = [];
    } else if (back >= 0) {
      told.current.splice(0, back + 1);
    } else {
      told.current = [];
      editor.dispatch({
        changes: { from: 0, to: editor.state.doc.length, insert: value },
        annotations: given.of(true),
      });
    }
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (editor) editor.dispatch(setDiagnostics(editor.state, positions(editor.state, mistakes ?? [])));
  }, [mistakes]);

  return <div ref={place} className="min-w-0" />;
}

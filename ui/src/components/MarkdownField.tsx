import { Bold, Code, Eye, Italic, Link2, List, ListOrdered, PenLine } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { type Edit, edited, linked, prefixed, surround } from '@/lib/markdownEdit';
import { Button, IconButton } from './Button';
import { TextArea } from './Field';
import { Markdown } from './Markdown';

type Tool = (text: string, start: number, end: number) => Edit;

const tools: readonly { name: string; icon: typeof Bold; key?: string; edit: Tool }[] = [
  { name: 'Bold', icon: Bold, key: 'b', edit: (t, s, e) => surround(t, s, e, '**', 'bold') },
  { name: 'Italic', icon: Italic, key: 'i', edit: (t, s, e) => surround(t, s, e, '_', 'italic') },
  { name: 'Code', icon: Code, edit: (t, s, e) => surround(t, s, e, '`', 'code') },
  { name: 'Link', icon: Link2, key: 'k', edit: linked },
  { name: 'List', icon: List, edit: (t, s, e) => prefixed(t, s, e, '- ') },
  { name: 'Numbered list', icon: ListOrdered, edit: (t, s, e) => prefixed(t, s, e, '1. ') },
];

/** A text in Markdown: typed, marked with buttons or keys, and looked at before it is saved. */
export function MarkdownField({
  label,
  hint,
  error,
  value,
  onChange,
  onSubmit,
  maxLength,
  className,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  /** Ctrl or Cmd with Enter. */
  onSubmit?: () => void;
  maxLength: number;
  className?: string;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [wanted, setLooking] = useState(false);
  // What is wrong is said where it is typed.
  const looking = wanted && !error && value.trim() !== '';
  const apply = (tool: Tool) => {
    const field = area.current;
    if (!field) return;
    const edit = tool(value, field.selectionStart, field.selectionEnd);
    if (edited(value, edit).length > maxLength) return;
    field.focus();
    field.setSelectionRange(edit.from, edit.to);
    // As if typed, so that the browser can undo it.
    if (!document.execCommand?.('insertText', false, edit.insert)) onChange(edited(value, edit));
    requestAnimationFrame(() => field.setSelectionRange(edit.selectFrom, edit.selectTo));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const tool = tools.find((it) => it.key === event.key);
    if (event.key !== 'Enter' && !tool) return;
    if (event.key === 'Enter' && !onSubmit) return;
    event.preventDefault();
    if (tool) apply(tool.edit);
    else onSubmit?.();
  };
  return (
    <div className={className}>
      <div className="flex flex-wrap items-center gap-x-2 pb-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {!looking && (
          <div role="toolbar" aria-label="Formatting" className="ml-auto flex flex-wrap">
            {tools.map(({ name, icon: Icon, key, edit }) => (
              <IconButton
                key={name}
                label={key ? `${name} (Ctrl+${key.toUpperCase()})` : name}
                className="!size-7 pointer-coarse:!size-9"
                onClick={() => apply(edit)}
              >
                <Icon size={14} aria-hidden />
              </IconButton>
            ))}
          </div>
        )}
        <Button
          look="quiet"
          className={cx('!h-7 !px-2 pointer-coarse:!h-9', looking && 'ml-auto')}
          aria-pressed={looking}
          disabled={!looking && value.trim() === ''}
          icon={looking ? <PenLine size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
          onClick={() => setLooking(!looking)}
        >
          {looking ? 'Write' : 'Preview'}
        </Button>
      </div>
      {looking ? (
        <section
          aria-label="As it will look"
          className="min-h-20 rounded-md border border-line px-2.5 py-1.5"
        >
          <Markdown text={value} />
        </section>
      ) : (
        <TextArea
          id={id}
          ref={area}
          maxLength={maxLength}
          rows={3}
          aria-describedby={
            [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
          }
          aria-invalid={error ? true : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
      )}
      {hint && !looking && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="mt-1 text-xs text-critical">
          {error}
        </p>
      )}
    </div>
  );
}

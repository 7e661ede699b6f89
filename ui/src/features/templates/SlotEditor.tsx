import { lazy, useMemo, useState } from 'react';
import { Button } from '@/components/Button';
import { WhenLoaded } from '@/components/CodeEditor';
import type { Mistake } from '@/components/CodeMirror';
import { Checkbox, FormError, Input } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loading } from '@/components/States';
import type { Problem, Schemas } from '@/lib/api';
import { KindTabs } from './KindTabs';
import {
  type ChannelKind,
  type Draft,
  type Drafts,
  inSlot,
  kinds,
  labelOfKind,
  type Slot,
  snippetsOf,
} from './slots';

const MustacheCode = lazy(() => import('./MustacheCode'));

const SNIPPET = /^[a-z][a-z0-9_]{0,30}$/;

export interface SlotEditorProps {
  slot: Slot;
  set: readonly Schemas['Template'][];
  drafts: Drafts;
  value: Draft;
  loading: boolean;
  /** What the server says of what is typed. */
  problems: readonly Schemas['TemplateProblem'][];
  /** Why the last save was refused. */
  refused: Problem | undefined;
  context: Record<string, unknown>;
  readOnly: boolean;
  onChange: (draft: Draft) => void;
  onKind: (kind: ChannelKind) => void;
}

/** The parts of one template as text. */
export function SlotEditor(props: SlotEditorProps) {
  const { slot, set, drafts, value, loading, problems, refused, readOnly, onChange, onKind } = props;
  const kind = kinds.find((it) => it.kind === slot.kind)!;
  const snippets = snippetsOf(value.parts);
  const general = problems.filter((it) => !it.part);
  const put = (part: string, text: string) => onChange({ ...value, parts: { ...value.parts, [part]: text } });
  const drop = (part: string) => {
    const { [part]: _dropped, ...parts } = value.parts;
    onChange({ ...value, parts });
  };
  return (
    <Card>
      <KindTabs slot={slot} set={set} drafts={drafts} onKind={onKind} />
      <div className="flex flex-col gap-4 p-4" id="template-parts">
        <FormError>{refused?.message}</FormError>
        {!inSlot(set, slot) && (
          <p className="text-muted">
            {readOnly
              ? `This set says nothing about it: ${labelOfKind(slot.kind)} is sent as shown.`
              : `This set says nothing about it yet: ${labelOfKind(slot.kind)} is sent as shown. Change the text to make it your own.`}
          </p>
        )}
        {loading ? (
          <Loading rows={6} label="Loading the texts" />
        ) : (
          [
            ...kind.parts,
            ...snippets.map((name) => ({
              name,
              label: `Snippet ${name.slice(1)}`,
              hint: `Put in with {{>${name.slice(1)}}}`,
            })),
          ].map((part) => (
            <PartEditor
              key={part.name}
              {...part}
              value={value.parts[part.name] ?? ''}
              problems={problems.filter((it) => it.part === part.name)}
              snippets={snippets}
              context={props.context}
              readOnly={readOnly}
              onChange={(text) => put(part.name, text)}
              onRemove={part.name.startsWith('_') && !readOnly ? () => drop(part.name) : undefined}
            />
          ))
        )}
        <FormError>{general.map((it) => it.message).join(' ')}</FormError>
        {!readOnly && (
          <>
            <AddSnippet taken={snippets} onAdd={(name) => put(`_${name}`, '')} />
            <Checkbox
              checked={value.default}
              onChange={(event) => onChange({ ...value, default: event.target.checked })}
              label={`Also for ${labelOfKind(slot.kind)} messages of routes that name no template`}
            />
          </>
        )}
      </div>
    </Card>
  );
}

function PartEditor({
  label,
  hint,
  value,
  problems,
  snippets,
  context,
  readOnly,
  onChange,
  onRemove,
}: {
  label: string;
  hint: string;
  value: string;
  problems: readonly Schemas['TemplateProblem'][];
  snippets: readonly string[];
  context: Record<string, unknown>;
  readOnly: boolean;
  onChange: (text: string) => void;
  onRemove: (() => void) | undefined;
}) {
  const mistakes = useMemo<Mistake[]>(
    () =>
      problems
        .filter((it) => it.line)
        .map((it) => ({
          line: it.line!,
          column: it.column || 1,
          message: it.message ?? '',
          severity: it.error ? 'error' : 'warning',
        })),
    [problems],
  );
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-baseline gap-2">
        <p className="font-medium">{label}</p>
        <p className="min-w-0 flex-1 truncate text-xs text-faint">{hint}</p>
        {onRemove && (
          <button type="button" onClick={onRemove} className="min-h-6 text-xs text-muted underline">
            Remove
          </button>
        )}
      </div>
      <WhenLoaded>
        <MustacheCode
          label={label}
          value={value}
          onChange={onChange}
          context={context}
          snippets={snippets}
          mistakes={mistakes}
          readOnly={readOnly}
          lines={1}
        />
      </WhenLoaded>
      {problems.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-xs" aria-label={`Problems of ${label}`}>
          {problems.map((it, i) => (
            <li key={i} className={it.error ? 'text-critical' : 'text-minor'}>
              {it.error ? 'Error' : 'Warning'}
              {it.line ? ` at ${it.line}:${it.column || 1}` : ''}: {it.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function AddSnippet({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState('');
  const usable = SNIPPET.test(name) && !taken.includes(`_${name}`);
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (usable) {
          onAdd(name);
          setName('');
        }
      }}
    >
      <Input
        aria-label="Name of a new snippet"
        placeholder="snippet_name"
        value={name}
        onChange={(event) => setName(event.target.value.toLowerCase())}
        className="max-w-48"
      />
      <Button type="submit" disabled={!usable}>
        Add a snippet
      </Button>
    </form>
  );
}

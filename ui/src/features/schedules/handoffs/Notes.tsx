import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { FormError } from '@/components/Field';
import { Markdown } from '@/components/Markdown';
import { MarkdownField } from '@/components/MarkdownField';
import { Card } from '@/components/Page';
import { MoreRows } from '@/components/Pages';
import { Loaded } from '@/components/States';
import { Ago } from '@/components/Time';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { rowsOf } from '@/lib/pages';
import { useNames } from '@/lib/people';
import { type HandoffNote, handoffNotesQuery, useWriteNote } from '../api/handoffs';

/** What people leave for who comes next, the newest first. */
export function Notes({ id }: { id: string }) {
  const query = useInfiniteQuery(handoffNotesQuery(id));
  const { may } = useCaller();
  return (
    <Card title="Notes for who comes next">
      {may('responder') && <Writer id={id} />}
      <Loaded query={{ ...query, data: rowsOf(query.data) }} what="the notes" rows={2}>
        {(notes) =>
          notes.length === 0 ? (
            <p className="px-4 py-3 text-muted">No note yet. Whoever comes next is sent the last one.</p>
          ) : (
            <>
              <ol aria-label="Notes" className="divide-y divide-line">
                {notes.map((it) => (
                  <NoteLine key={it.id} note={it} />
                ))}
              </ol>
              <MoreRows query={query} what="notes" />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

function NoteLine({ note }: { note: HandoffNote }) {
  const nameOf = useNames();
  return (
    <li className="px-4 py-3">
      <p className="text-xs text-faint">
        {note.author?.kind === 'user' ? nameOf(note.author.id) : 'an API key'}, <Ago time={note.createTime} />
      </p>
      <Markdown text={note.text ?? ''} className="mt-1" />
    </li>
  );
}

function Writer({ id }: { id: string }) {
  const write = useWriteNote(id);
  const [text, setText] = useState('');
  const save = () => {
    if (text.trim() && !write.isPending) write.mutate(text.trim(), { onSuccess: () => setText('') });
  };
  return (
    <form
      className="flex flex-col gap-3 border-b border-line px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <MarkdownField
        label="What should they know?"
        hint="What is going on, what to watch, what to leave alone. In Markdown; Ctrl + Enter leaves it."
        maxLength={10_000}
        value={text}
        onChange={setText}
        onSubmit={save}
      />
      <FormError>{write.error && asProblem(write.error).message}</FormError>
      <div>
        <Button type="submit" busy={write.isPending} disabled={!text.trim()}>
          Leave the note
        </Button>
      </div>
    </form>
  );
}

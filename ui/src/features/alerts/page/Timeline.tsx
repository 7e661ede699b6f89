import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { FormError } from '@/components/Field';
import { Markdown } from '@/components/Markdown';
import { MarkdownField } from '@/components/MarkdownField';
import { Loaded } from '@/components/States';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { clockTime, fullTime, shortTime } from '@/lib/time';
import { useSentence } from '@/lib/useSentence';
import { useActors } from '../actors';
import type { Alert } from '../api/listAlerts';
import { addNote, alertKey, type TimelineEntry, timelineQuery } from '../api/oneAlert';
import { familyOf, noteOf } from '../entries';

const dots = {
  bad: 'bg-critical',
  answer: 'bg-info',
  good: 'bg-ok',
  page: 'bg-accent',
  note: 'bg-ink',
  plain: 'bg-line-strong',
} as const;

/** What happened, oldest first, and a place to write what one found out. */
export function Timeline({ alert }: { alert: Alert }) {
  const query = useQuery(timelineQuery(alert.id ?? ''));
  const { may } = useCaller();
  return (
    <div className="flex flex-col gap-4">
      <Loaded query={query} what="the timeline" rows={4}>
        {(entries) => <Entries entries={entries} />}
      </Loaded>
      {may('responder') && <NoteForm alertId={alert.id ?? ''} />}
    </div>
  );
}

function Entries({ entries }: { entries: readonly TimelineEntry[] }) {
  const told = useSentence(entries.map(sentenceOf));
  let day = '';
  return (
    <ol aria-label="Timeline" className="flex flex-col">
      {entries.map((entry) => {
        const today = shortTime(entry.time ?? '').slice(0, -7);
        const newDay = today !== day;
        day = today;
        return (
          <li key={entry.id}>
            {newDay && <p className="pt-1 pb-1.5 pl-[4.25rem] text-xs font-medium text-faint">{today}</p>}
            <Entry entry={entry} summary={told(sentenceOf(entry))} />
          </li>
        );
      })}
    </ol>
  );
}

const sentenceOf = (entry: TimelineEntry): string => entry.reason?.summary || (entry.reason?.code ?? '');

function Entry({ entry, summary }: { entry: TimelineEntry; summary: string }) {
  const nameOf = useActors();
  const note = noteOf(entry);
  const by = entry.actor?.kind === 'system' || entry.actor?.kind === 'source' ? '' : nameOf(entry.actor);
  return (
    <div className="grid grid-cols-[3.25rem_auto_1fr] gap-x-2">
      <time
        dateTime={entry.time}
        title={fullTime(entry.time ?? '')}
        className="pt-0.5 text-right text-xs text-faint tabular-nums"
      >
        {clockTime(entry.time ?? '')}
      </time>
      <span aria-hidden className="flex w-3 flex-col items-center">
        <span className={`mt-[7px] size-2 shrink-0 rounded-full ${dots[familyOf(entry)]}`} />
        <span className="w-px flex-1 bg-line" />
      </span>
      <div className="min-w-0 pb-2.5">
        {entry.reason?.code === 'note' ? (
          <>
            <p className="font-medium">{nameOf(entry.actor)}</p>
            <Markdown text={note} className="mt-1 rounded-md bg-sunken px-3 py-2" />
          </>
        ) : (
          <p className="[overflow-wrap:anywhere]">
            {summary}
            {by && !summary.includes(by) && <span className="text-faint"> · {by}</span>}
          </p>
        )}
      </div>
    </div>
  );
}

function NoteForm({ alertId }: { alertId: string }) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: () => addNote(alertId, text.trim()),
    meta: { success: 'Note added', quiet: true },
    onSuccess: () => {
      setText('');
      return queries.invalidateQueries({ queryKey: alertKey(alertId) });
    },
  });
  const save = () => {
    if (text.trim() && !add.isPending) add.mutate();
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <FormError>{add.error && asProblem(add.error).message}</FormError>
      <MarkdownField
        label="Note"
        hint="What you found out, in Markdown. Ctrl + Enter adds it."
        maxLength={4000}
        value={text}
        onChange={setText}
        onSubmit={save}
      />
      <Button type="submit" className="self-start" busy={add.isPending} disabled={!text.trim()}>
        Add note
      </Button>
    </form>
  );
}

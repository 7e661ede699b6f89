import { useState } from 'react';
import { Button } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { Dialog } from '@/components/Dialog';
import { Field, FormError, Input, Select, TextArea } from '@/components/Field';
import { ZonePicker } from '@/components/ZonePicker';
import { asProblem } from '@/lib/api';
import type { CalendarFeed } from '@/lib/calendarFeeds';
import { useChangeCalendar, useImportCalendar } from './api/feeds';
import { changesOf, draftOf, type FeedDraft, intervals } from './feed';

/** Imports a calendar by its address or as text, or changes one. */
export function FeedDialog({
  stored,
  onClose,
  onSaved,
}: {
  stored?: CalendarFeed;
  onClose: () => void;
  onSaved: (feed: CalendarFeed) => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(stored));
  const create = useImportCalendar();
  const update = useChangeCalendar(stored?.id ?? '');
  const saving = stored ? update : create;
  const problem = saving.error ? asProblem(saving.error) : undefined;
  const change = (part: Partial<FeedDraft>) => setDraft((old) => ({ ...old, ...part }));
  const same = stored && (draft.source === 'url') === Boolean(stored.url);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={stored ? `Change ${stored.name}` : 'Import a calendar'}
      description="Its events are shifts. A layer of a schedule takes its turns from it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="feed" busy={saving.isPending}>
            {stored ? 'Save' : 'Import'}
          </Button>
        </>
      }
    >
      <form
        id="feed"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const changes = changesOf(draft, stored);
          if (stored && Object.keys(changes).length === 0) return onClose();
          if (stored) update.mutate(changes, { onSuccess: onSaved });
          else create.mutate({ ...changes, name: changes.name ?? '' }, { onSuccess: onSaved });
        }}
      >
        <FormError>{problem?.message}</FormError>
        <Field label="Name" error={problem?.of('name')}>
          <Input
            required
            maxLength={120}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Choice
          label="Where it is"
          name="source"
          value={draft.source}
          onChange={(source) => change({ source: source as FeedDraft['source'] })}
          items={[
            { value: 'url', title: 'At an address', line: 'Read again and again.' },
            { value: 'content', title: 'In a file', line: 'Read once, until you give another.' },
          ]}
        />
        {draft.source === 'url' ? (
          <>
            <Field
              label="Address of the iCalendar"
              hint={
                same
                  ? 'Empty: stays as it is. It is kept sealed.'
                  : 'https, http or webcal. It is kept sealed: often it is the calendar’s only secret.'
              }
              error={problem?.of('url')}
            >
              <Input
                required={!same}
                inputMode="url"
                maxLength={2000}
                placeholder={stored?.url || 'https://calendar.example/rota.ics'}
                value={draft.url}
                onChange={(event) => change({ url: event.target.value })}
              />
            </Field>
            <Field label="Is read" error={problem?.of('refresh_interval')}>
              <Select
                value={draft.seconds}
                onChange={(event) => change({ seconds: Number(event.target.value) })}
              >
                {intervals.map(([seconds, words]) => (
                  <option key={seconds} value={seconds}>
                    {words}
                  </option>
                ))}
              </Select>
            </Field>
          </>
        ) : (
          <>
            <Field label="File" hint="An .ics file; or paste its text below.">
              <Input
                type="file"
                accept=".ics,text/calendar"
                className="py-1"
                onChange={async (event) => {
                  const content = await event.target.files?.[0]?.text();
                  if (content) change({ content });
                }}
              />
            </Field>
            <Field
              label="Text of the iCalendar"
              hint={same ? 'Empty: stays as it is.' : undefined}
              error={problem?.of('content')}
            >
              <TextArea
                required={!same}
                className="font-mono text-xs"
                placeholder="BEGIN:VCALENDAR"
                value={draft.content}
                onChange={(event) => change({ content: event.target.value })}
              />
            </Field>
          </>
        )}
        <Field
          label="Time zone"
          hint="Of whole days and times without a zone, where the calendar names none. UTC when empty."
          error={problem?.of('time_zone')}
        >
          <ZonePicker optional value={draft.timeZone} onChange={(timeZone) => change({ timeZone })} />
        </Field>
      </form>
    </Dialog>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Page } from '@/components/Page';
import { Failure } from '@/components/States';
import type { Schemas } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { cx } from '@/lib/cx';
import { useDebounced } from '@/lib/useDebounced';
import { shownQuery, typedQuery } from './api/preview';
import { sampleQuery } from './api/templates';
import { LeaveGuard } from './LeaveGuard';
import { Previews } from './Previews';
import type { EditorSearch } from './routes';
import { SetActions } from './SetActions';
import { SlotEditor } from './SlotEditor';
import { Subjects } from './Subjects';
import { type Draft, differs, inSlot, keyOf, type Slot } from './slots';
import { useDrafts } from './useDrafts';
import { useSaving } from './useSaving';

/** A pause of this many milliseconds between two keys, and the preview is rendered anew. */
export const PAUSE_MS = 80;

/** The editor of a set: what is typed at the left, every channel as it shows it at the right. */
export function SetEditor({
  set,
  template,
}: {
  set: readonly Schemas['Template'][];
  /** The template that the address names. */
  template?: Schemas['Template'];
}) {
  const search: EditorSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const may = useCaller().may('manager');
  const [name, setName] = useState(template?.name ?? '');
  const [pane, setPane] = useState<'edit' | 'preview'>('edit');
  const drafts = useDrafts(template?.name ?? '');

  const slot: Slot = {
    kind: search.kind ?? (template?.channelKind as Slot['kind'] | undefined) ?? 'CHANNEL_KIND_SLACK',
    event: search.event ?? (template?.eventKind as Slot['event'] | undefined) ?? 'EVENT_KIND_PAGE',
    locale: search.locale ?? (search.event || search.kind ? '' : (template?.locale ?? '')),
  };
  const subject = { event: slot.event, locale: slot.locale, alertId: search.alert ?? '' };
  const shown = useQuery(shownQuery(subject, template?.id ?? ''));
  const sample = useQuery(sampleQuery(slot.event, subject.alertId));
  const saved = inSlot(set, slot);
  const base = useMemo<Draft>(
    () =>
      saved
        ? { parts: saved.parts ?? {}, default: saved.default ?? false }
        : { parts: shown.data?.get(slot.kind)?.templateParts ?? {}, default: false },
    [saved, shown.data, slot.kind],
  );
  const draft = drafts.drafts[keyOf(slot)];
  const typed = useDebounced(draft?.parts, PAUSE_MS);
  const message = useQuery(typedQuery(subject, slot.kind, typed));
  const saving = useSaving({ set, name: name.trim(), drafts });

  const choose = (next: EditorSearch) =>
    navigate({ to: '.', search: { ...slot, alert: search.alert, ...next }, replace: true });
  const change = (next: Draft) => (differs(next, base) ? drafts.put(slot, next) : drafts.drop(slot));
  const renamed = template !== undefined && name.trim() !== template.name;
  const unsaved = Object.keys(drafts.drafts).length + (renamed ? 1 : 0);

  return (
    <Page
      wide
      title={template?.name ?? 'New template set'}
      actions={
        <SetActions
          set={set}
          saved={saved}
          slot={slot}
          unsaved={unsaved}
          may={may}
          saving={saving}
          context={sample.data}
          onDiscard={() => {
            drafts.clear();
            setName(template?.name ?? '');
          }}
          onRestored={() => drafts.drop(slot)}
        />
      }
    >
      <Subjects
        slot={slot}
        alertId={subject.alertId}
        set={set}
        name={name}
        nameError={saving.problem?.of('name')}
        onName={may ? setName : undefined}
        onChoose={choose}
      />
      <fieldset className="flex rounded-md border border-line-strong lg:hidden">
        <legend className="sr-only">What is shown</legend>
        {(['edit', 'preview'] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={pane === each}
            onClick={() => setPane(each)}
            className={cx(
              'h-11 flex-1 font-medium',
              pane === each ? 'bg-accent-bg text-accent' : 'text-muted',
            )}
          >
            {each === 'edit' ? 'Edit' : 'Preview'}
          </button>
        ))}
      </fieldset>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className={cx('min-w-0', pane !== 'edit' && 'max-lg:hidden')}>
          <SlotEditor
            key={keyOf(slot)}
            slot={slot}
            set={set}
            drafts={drafts.drafts}
            value={draft ?? base}
            loading={!saved && shown.isPending}
            problems={(draft && typed ? message.data : shown.data?.get(slot.kind))?.problems ?? []}
            refused={saving.failed === keyOf(slot) ? saving.problem : undefined}
            context={sample.data ?? {}}
            readOnly={!may}
            onChange={change}
            onKind={(kind) => choose({ kind })}
          />
        </div>
        <div className={cx('min-w-0 lg:sticky lg:top-4', pane !== 'preview' && 'max-lg:hidden')}>
          {shown.error && !shown.data ? (
            <Failure error={shown.error} what="the preview" retry={() => shown.refetch()} />
          ) : (
            <Previews
              slot={slot}
              subject={subject}
              shown={shown.data}
              drafts={drafts.drafts}
              onKind={(kind) => choose({ kind })}
            />
          )}
        </div>
      </div>
      <LeaveGuard unsaved={unsaved > 0} onDiscard={drafts.clear} />
    </Page>
  );
}

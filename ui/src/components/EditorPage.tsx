import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { ConfirmButton } from './Dialog';
import { LeaveWarning } from './LeaveWarning';
import { LinkButton } from './LinkButton';
import { Page } from './Page';
import { Empty } from './States';

/**
 * The screen of one thing that is changed as a whole: its form, what it would do beside it, and what can be done with it
 * above. Warns when it is left with changes.
 */
export function EditorPage({
  noun,
  name,
  list,
  may,
  changed,
  usable = true,
  saving,
  onSave,
  deletion,
  aside,
  children,
}: {
  /** What it is, as in "New route". */
  noun: string;
  /** As it is stored; undefined for a new one. */
  name: string | undefined;
  list: NonNullable<LinkProps['to']>;
  /** Whether the reader may change it. */
  may: boolean;
  changed: boolean;
  usable?: boolean;
  saving: boolean;
  onSave: () => void;
  deletion: { readonly busy: boolean; readonly onDelete: () => void; readonly line: string };
  aside: ReactNode;
  children: ReactNode;
}) {
  return (
    <Page
      wide
      title={name ?? `New ${noun}`}
      actions={
        may && (
          <>
            {name !== undefined && (
              <ConfirmButton
                label="Delete"
                title={`Delete the ${noun} ${name}?`}
                confirm="Delete"
                busy={deletion.busy}
                onConfirm={deletion.onDelete}
              >
                {deletion.line}
              </ConfirmButton>
            )}
            <LinkButton to={list}>Cancel</LinkButton>
            <Button look="primary" type="submit" form={noun} busy={saving} disabled={!changed || !usable}>
              Save
            </Button>
          </>
        )
      }
    >
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <form
          id={noun}
          className="min-w-0"
          onSubmit={(event) => {
            event.preventDefault();
            onSave();
          }}
        >
          <fieldset disabled={!may} className="flex min-w-0 flex-col gap-4">
            <legend className="sr-only">The {noun}</legend>
            {children}
          </fieldset>
        </form>
        <div className="min-w-0 xl:sticky xl:top-4">{aside}</div>
      </div>
      <LeaveWarning unsaved={changed && may} />
    </Page>
  );
}

/** In place of a thing that is not there, or not any more. */
export function NoSuchThing({
  noun,
  list,
  children,
}: {
  noun: string;
  list: NonNullable<LinkProps['to']>;
  /** The way to the list. */
  children: ReactNode;
}) {
  return (
    <Page title={noun[0]!.toUpperCase() + noun.slice(1)}>
      <Empty title={`There is no such ${noun}`}>
        <LinkButton to={list}>{children}</LinkButton>
      </Empty>
    </Page>
  );
}

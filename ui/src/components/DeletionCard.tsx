import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { type LinkProps, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ConfirmButton } from './Dialog';
import { Card } from './Page';

/** The way to delete what a screen is about; leads to the list then. */
export function DeletionCard({
  noun,
  name,
  remove,
  list,
  listKey,
  oneKey,
  line,
  children,
}: {
  /** What it is, as in "Delete this channel". */
  noun: string;
  name: string | undefined;
  remove: () => Promise<unknown>;
  /** Where those that are left are listed. */
  list: NonNullable<LinkProps['to']>;
  listKey: QueryKey;
  oneKey: QueryKey;
  /** What becomes of what belongs to it. */
  line: ReactNode;
  /** What is asked before. */
  children: ReactNode;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const deletion = useMutation({
    mutationFn: remove,
    meta: { success: `Deleted ${name}` },
    onSuccess: async () => {
      await navigate({ to: list });
      queries.removeQueries({ queryKey: oneKey });
      queries.invalidateQueries({ queryKey: listKey });
    },
  });
  return (
    <Card title="Delete">
      <div className="flex flex-col items-start gap-3 px-4 py-3">
        <p className="text-muted">{line}</p>
        <ConfirmButton
          label={`Delete this ${noun}`}
          title={`Delete ${name}?`}
          confirm="Delete"
          busy={deletion.isPending}
          onConfirm={() => deletion.mutate()}
        >
          {children}
        </ConfirmButton>
      </div>
    </Card>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem, type Problem, type Schemas } from '@/lib/api';
import { templatesQuery } from '@/lib/arrangement';
import { createTemplate, updateTemplate } from './api/templates';
import type { EditorSearch } from './routes';
import { type Drafts, inSlot, type Slot, slotOf } from './slots';

export interface Saving {
  readonly save: () => void;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** Key of the slot that was refused; empty when it was the set. */
  readonly failed: string;
}

/** Saves every draft of a set, one after the other; those that are refused stay drafts. */
export function useSaving({
  set,
  name,
  drafts,
}: {
  set: readonly Schemas['Template'][];
  name: string;
  drafts: { drafts: Drafts; drop: (slot: Slot) => void };
}): Saving {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [failed, setFailed] = useState('');
  const mutation = useMutation({
    mutationFn: async () => {
      let first: string | undefined;
      setFailed('');
      try {
        if (set.some((it) => it.name !== name)) {
          for (const it of set) first = (await updateTemplate(it.id ?? '', { ...it, name }, 'name')).id;
        }
        for (const [key, draft] of Object.entries(drafts.drafts)) {
          const slot = slotOf(key);
          const there = inSlot(set, slot);
          setFailed(key);
          const saved = there
            ? await updateTemplate(there.id ?? '', { ...there, ...draft }, 'parts,default')
            : await createTemplate(name, slot, draft);
          first ??= saved.id;
          drafts.drop(slot);
        }
        setFailed('');
      } finally {
        await queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
        queries.invalidateQueries({ queryKey: ['template-preview', 'saved'] });
        queries.invalidateQueries({ queryKey: ['template-versions'] });
        if (first && set.length === 0) {
          navigate({
            to: '/templates/$templateId',
            params: { templateId: first },
            search: (before) => before as EditorSearch,
            replace: true,
            ignoreBlocker: true,
          });
        }
      }
    },
    meta: { quiet: true, success: 'Saved' },
  });
  return {
    save: () => mutation.mutate(),
    busy: mutation.isPending,
    problem: mutation.error ? asProblem(mutation.error) : undefined,
    failed,
  };
}

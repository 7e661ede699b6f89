import { useEffect, useState } from 'react';
import { type Draft, type Drafts, keyOf, type Slot } from './slots';

const PREFIX = 'tocsin.template-drafts.';

function read(key: string): Drafts {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? '{}') as Drafts;
  } catch {
    return {};
  }
}

/** What was typed and is not saved, kept over a reload of the page and until the tab is closed. */
export function useDrafts(set: string) {
  const [drafts, setDrafts] = useState<Drafts>(() => read(set));
  useEffect(() => {
    try {
      if (Object.keys(drafts).length === 0) sessionStorage.removeItem(PREFIX + set);
      else sessionStorage.setItem(PREFIX + set, JSON.stringify(drafts));
    } catch {
      // No room or not allowed: it is kept in memory alone.
    }
  }, [set, drafts]);
  return {
    drafts,
    put: (slot: Slot, draft: Draft) => setDrafts((before) => ({ ...before, [keyOf(slot)]: draft })),
    drop: (slot: Slot) => setDrafts(({ [keyOf(slot)]: _dropped, ...others }) => others),
    clear: () => setDrafts({}),
  };
}

import { useEffect, useRef } from 'react';

export type ListKey =
  | 'j'
  | 'k'
  | 'x'
  | 'a'
  | 'r'
  | 's'
  | 'shift+s'
  | '/'
  | '?'
  | 'n'
  | 'g'
  | 'Enter'
  | 'Escape';

const names: Record<string, ListKey> = { ArrowDown: 'j', ArrowUp: 'k', S: 'shift+s' };
const typing = 'input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=textbox]';

/**
 * Single keys that work wherever the focus is on the page, except where text is typed, in a dialog or a menu, and
 * together with a modifier. Enter is left to what has the focus, unless that is a row of the list.
 */
export function useListKeys(keys: Partial<Record<ListKey, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(typing) || document.querySelector('[role=dialog], [role=menu]')) return;
      const name = names[event.key] ?? event.key;
      if (event.key.startsWith('Arrow') && !target.closest('[role=row]')) return;
      if (name === 'Enter' && !target.matches('[role=row]')) return;
      const action = latest.current[name as ListKey];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

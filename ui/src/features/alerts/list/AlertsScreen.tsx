import { useNavigate, useSearch } from '@tanstack/react-router';
import { Keyboard, Layers } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { Button, IconButton } from '@/components/Button';
import { Page } from '@/components/Page';
import { PageButton } from '@/components/paging/PageButton';
import { useLive } from '@/lib/alertEvents';
import { cx } from '@/lib/cx';
import { type Filters, filtersOf, searchOf } from '../filters';
import { AlertList } from './AlertList';
import { FilterBar } from './FilterBar';
import { KeyboardHelp } from './KeyboardHelp';

/** The list of alerts: filters in the address, the list below, kept current. */
export function AlertsScreen() {
  const search = useSearch({ from: '/shell/alerts' });
  const navigate = useNavigate({ from: '/alerts' });
  const { grouped = false, ...narrowed } = search;
  const key = JSON.stringify(narrowed);
  const filters = useStable(() => filtersOf(narrowed), key);
  const [help, setHelp] = useState(false);
  const [knownLabels, setKnownLabels] = useState<readonly string[]>([]);
  const searchField = useRef<HTMLInputElement>(null);
  const change = useCallback(
    (next: Filters) =>
      navigate({
        search: (before) => ({ ...searchOf(next), ...(before.grouped ? { grouped: true } : {}) }),
        replace: true,
      }),
    [navigate],
  );
  const toggleGrouped = () =>
    navigate({
      search: ({ grouped: before, ...rest }) => (before ? rest : { ...rest, grouped: true }),
      replace: true,
    });

  return (
    <div className="flex h-[calc(100dvh-3rem)] flex-col overflow-hidden md:h-dvh [&>div]:min-h-0 [&>div]:flex-1 [&>div]:gap-3">
      <Page
        wide
        title="Alerts"
        actions={
          <>
            <LiveDot />
            <PageButton />
            <Button
              aria-pressed={grouped}
              icon={<Layers size={15} aria-hidden />}
              className={cx(grouped && 'bg-accent-bg')}
              onClick={toggleGrouped}
            >
              Group
            </Button>
            <IconButton label="Keys" className="max-sm:hidden" onClick={() => setHelp(true)}>
              <Keyboard size={16} aria-hidden />
            </IconButton>
          </>
        }
      >
        <FilterBar
          filters={filters}
          onChange={change}
          searchRef={searchField}
          onLeave={() => searchField.current?.blur()}
          knownLabels={knownLabels}
        />
        <AlertList
          key={key}
          filters={filters}
          grouped={grouped}
          onToggleGrouped={toggleGrouped}
          onSearch={() => searchField.current?.focus()}
          onHelp={() => setHelp(true)}
          onChangeFilters={change}
          onLabels={setKnownLabels}
        />
      </Page>
      <KeyboardHelp open={help} onOpenChange={setHelp} />
    </div>
  );
}

/** A value that changes only with its key. */
function useStable<T>(make: () => T, key: string): T {
  const kept = useRef<{ key: string; value: T }>(undefined);
  if (kept.current?.key !== key) kept.current = { key, value: make() };
  return kept.current.value;
}

/** Whether changes arrive by themselves. */
function LiveDot() {
  const live = useLive();
  if (live === undefined) return null;
  return (
    <span className="flex items-center gap-1.5 text-xs text-faint" role="status">
      <span aria-hidden className={cx('size-2 rounded-full', live ? 'bg-ok' : 'bg-warning')} />
      {live ? 'Live' : 'Reconnecting…'}
    </span>
  );
}

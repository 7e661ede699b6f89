import { Search, SlidersHorizontal, X } from 'lucide-react';
import { type Ref, useEffect, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Input } from '@/components/Field';
import { cx } from '@/lib/cx';
import { useNarrow } from '@/lib/useMedia';
import { defaults, type Filters, filterCount } from '../filters';
import { FilterControls } from './FilterControls';

/** Text is searched for this long after the last key. */
const TYPING_MS = 250;

export interface FilterBarProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
  searchRef: Ref<HTMLInputElement>;
  /** Leaves the search field, for the list. */
  onLeave: () => void;
  /** Labels to choose from, as `name=value`. */
  knownLabels: readonly string[];
}

function SearchField({ filters, onChange, searchRef, onLeave }: FilterBarProps) {
  const [text, setText] = useState(filters.text);
  useEffect(() => setText(filters.text), [filters.text]);
  useEffect(() => {
    if (text === filters.text) return;
    const timer = setTimeout(() => onChange({ ...filters, text }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, filters, onChange]);
  return (
    <div className="relative min-w-0 flex-1 sm:w-44 sm:flex-none">
      <Search size={15} aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-faint" />
      <Input
        ref={searchRef}
        type="search"
        aria-label="Search in titles"
        aria-keyshortcuts="/"
        placeholder="Search titles"
        className="pl-8"
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') {
            event.preventDefault();
            if (text !== filters.text) onChange({ ...filters, text });
            onLeave();
          }
        }}
      />
    </div>
  );
}

/** The filters: side by side, or behind a button on a phone. */
export function FilterBar(props: FilterBarProps) {
  const { filters, onChange } = props;
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const count = filterCount(filters);
  return (
    <search className="flex flex-wrap items-center gap-2">
      <SearchField {...props} />
      {narrow ? (
        <>
          <Button
            icon={<SlidersHorizontal size={15} aria-hidden />}
            aria-haspopup="dialog"
            onClick={() => setOpen(true)}
          >
            Filters{count > 0 && ` (${count})`}
          </Button>
          <Dialog
            open={open}
            onOpenChange={setOpen}
            title="Filters"
            actions={
              <>
                <Button onClick={() => onChange(defaults)}>Clear</Button>
                <Button look="primary" onClick={() => setOpen(false)}>
                  Show
                </Button>
              </>
            }
          >
            <FilterControls {...props} stacked />
          </Dialog>
        </>
      ) : (
        <FilterControls {...props} />
      )}
      {!narrow && count > 0 && (
        <Button look="quiet" icon={<X size={14} aria-hidden />} onClick={() => onChange(defaults)}>
          Clear filters
        </Button>
      )}
    </search>
  );
}

/** Words to be switched on and off, side by side. */
export function Toggles<T extends string>({
  label,
  all,
  chosen,
  onChange,
  dots,
}: {
  label: string;
  all: readonly T[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
  dots?: Record<T, string>;
}) {
  return (
    <fieldset className="flex overflow-hidden rounded-md border border-line-strong">
      <legend className="sr-only">{label}</legend>
      {all.map((word) => {
        const on = chosen.includes(word);
        return (
          <button
            key={word}
            type="button"
            aria-pressed={on}
            onClick={() => onChange(on ? chosen.filter((it) => it !== word) : [...chosen, word])}
            className={cx(
              'flex h-[30px] items-center gap-1.5 border-l border-line px-2.5 first:border-l-0 focus-visible:-outline-offset-2 pointer-coarse:h-11',
              on ? 'bg-accent-bg font-medium text-ink' : 'text-muted hover:bg-sunken hover:text-ink',
            )}
          >
            {dots && <span aria-hidden className={cx('size-2 rounded-full', dots[word])} />}
            {word}
          </button>
        );
      })}
    </fieldset>
  );
}

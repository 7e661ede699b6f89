import { Check, ChevronsUpDown } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { matching, type Option } from './options';

const SHOWN = 100;

export interface ComboboxProps {
  options: readonly Option[];
  /** Value of the option that is chosen; empty for none. */
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  disabled?: boolean;
  required?: boolean;
  /** Emptying the field chooses none. */
  optional?: boolean;
  /** Said where nothing matches. */
  none?: string;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  className?: string;
}

/**
 * One of many, found by typing: the combobox pattern of the ARIA guide with a list. The list lies in the browser's top
 * layer, so that no dialog cuts it off, and Escape closes only the list.
 */
export function Combobox({
  options,
  value,
  onChange,
  none,
  className,
  disabled,
  optional,
  ...input
}: ComboboxProps) {
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const chosen = options.find((it) => it.value === value);
  const found = matching(options, typed ?? '').slice(0, SHOWN);
  const current = found[Math.min(active, found.length - 1)];

  useLayoutEffect(() => {
    const shown = list.current;
    if (!open || !shown) return;
    const place = () => {
      const at = field.current!.getBoundingClientRect();
      const below = innerHeight - at.bottom;
      const up = below < 200 && at.top > below;
      shown.style.left = `${at.left}px`;
      shown.style.width = `${at.width}px`;
      shown.style.maxHeight = `${Math.min(320, (up ? at.top : below) - 12)}px`;
      shown.style.top = up ? 'auto' : `${at.bottom + 4}px`;
      shown.style.bottom = up ? `${innerHeight - at.top + 4}px` : 'auto';
    };
    shown.showPopover?.();
    place();
    const moved = (event: Event) => {
      if (!shown.contains(event.target as Node)) place();
    };
    addEventListener('scroll', moved, true);
    addEventListener('resize', place);
    return () => {
      removeEventListener('scroll', moved, true);
      removeEventListener('resize', place);
    };
  }, [open]);

  useLayoutEffect(() => {
    if (open) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
  }, [open]);

  const show = () => {
    if (disabled || open) return;
    setActive(Math.max(0, matching(options, typed ?? '').indexOf(chosen!)));
    setOpen(true);
  };
  const close = () => {
    if (optional && typed === '' && value) onChange('');
    setOpen(false);
    setTyped(undefined);
  };
  const choose = (option: Option | undefined) => {
    if (option) onChange(option.value);
    close();
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setActive(next);
    list.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView?.({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = Math.min(active, found.length - 1);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) show();
      else move(at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      choose(optional && typed === '' ? undefined : current);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      close();
    }
  };

  return (
    <div className={cx('relative', className)}>
      <input
        {...input}
        ref={field}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && current ? `${listId}-${current.value}` : undefined}
        value={typed ?? chosen?.label ?? ''}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onClick={show}
        onFocus={(event) => event.target.select()}
        onBlur={close}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-8 pl-2.5 text-ink placeholder:text-faint aria-invalid:border-critical disabled:cursor-not-allowed disabled:opacity-60 pointer-coarse:h-11"
      />
      <ChevronsUpDown
        size={14}
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-faint"
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        tabIndex={-1}
        aria-label={input['aria-label'] ?? input.placeholder ?? 'Choices'}
        {...(open ? { popover: 'manual' } : { hidden: true })}
        // The field keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
        className="fixed inset-auto m-0 overflow-y-auto overscroll-contain rounded-lg border border-line bg-raised p-1 text-ink shadow-xl"
      >
        {open &&
          found.map((option, index) => (
            <div
              key={option.value}
              id={`${listId}-${option.value}`}
              role="option"
              tabIndex={-1}
              aria-selected={option.value === value}
              onMouseMove={() => setActive(index)}
              onClick={() => choose(option)}
              onKeyDown={onKeyDown}
              className={cx(
                'flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 pointer-coarse:min-h-11',
                option === current && 'bg-sunken',
              )}
            >
              <Check size={14} aria-hidden className={option.value === value ? 'text-accent' : 'invisible'} />
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              {option.hint && <span className="shrink-0 text-xs text-faint">{option.hint}</span>}
            </div>
          ))}
        {open && found.length === 0 && (
          <div
            role="option"
            aria-selected={false}
            aria-disabled
            tabIndex={-1}
            className="px-2 py-1.5 text-faint"
          >
            {none ?? 'Nothing matches.'}
          </div>
        )}
      </div>
    </div>
  );
}

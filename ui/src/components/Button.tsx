import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from '@/lib/cx';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

const looks: Record<Look, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover',
  plain: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'border border-critical bg-surface text-critical hover:bg-critical-bg',
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  /** Shown as under way, and not to be pressed again. */
  busy?: boolean;
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with words. 32 px high, 44 px where the pointer is a finger. */
export function Button({ look = 'plain', busy, icon, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={cx(
        'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-3 font-medium whitespace-nowrap',
        'transition-colors disabled:cursor-not-allowed disabled:opacity-55 pointer-coarse:h-11',
        looks[look],
        className,
      )}
    >
      {icon}
      {children}
    </button>
  );
}

/** A button with an icon only; its label is read out and shown as tooltip. */
export function IconButton({
  label,
  className,
  children,
  ...rest
}: Omit<ButtonProps, 'look' | 'icon'> & { label: string }) {
  const { busy, ...attributes } = rest;
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...attributes}
      disabled={attributes.disabled || busy}
      className={cx(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink',
        'disabled:cursor-not-allowed disabled:opacity-55 pointer-coarse:size-11',
        className,
      )}
    >
      {children}
    </button>
  );
}

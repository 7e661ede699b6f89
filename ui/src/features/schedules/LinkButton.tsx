import { Link, type LinkProps } from '@tanstack/react-router';
import { cx } from '@/lib/cx';

/** A link that looks like a button: it leads somewhere. */
export function LinkButton({ primary, ...rest }: LinkProps & { primary?: boolean }) {
  return (
    <Link
      {...rest}
      className={cx(
        'inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-3 font-medium whitespace-nowrap pointer-coarse:h-11',
        primary
          ? 'bg-accent text-accent-ink hover:bg-accent-hover'
          : 'border border-line-strong bg-surface text-ink hover:bg-sunken',
      )}
    />
  );
}

import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { cx } from '@/lib/cx';

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  look?: 'primary' | 'plain';
  icon?: ReactNode;
}

function Anchor({ look = 'plain', icon, className, children, ...rest }: Props) {
  return (
    <a
      {...rest}
      className={cx(
        'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-3 font-medium whitespace-nowrap pointer-coarse:h-11',
        look === 'primary'
          ? 'bg-accent text-accent-ink hover:bg-accent-hover'
          : 'border border-line-strong bg-surface text-ink hover:bg-sunken',
        className,
      )}
    >
      {icon}
      {children}
    </a>
  );
}

/** A way to another screen that looks like a button. */
export const LinkButton = createLink(Anchor);

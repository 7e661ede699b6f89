import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';

const Anchor = (props: AnchorHTMLAttributes<HTMLAnchorElement>) => (
  <a {...props} className="inline-flex min-h-6 items-center font-medium text-accent hover:underline" />
);

/** The name of a row, that leads to its page. */
export const NameLink = createLink(Anchor);

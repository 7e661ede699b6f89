import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { contactsQuery, reachability } from '@/lib/contacts';
import { cx } from '@/lib/cx';

const looks = {
  sure: { icon: CircleCheck, className: 'bg-ok-bg text-ok' },
  unsure: { icon: TriangleAlert, className: 'bg-warning-bg text-warning' },
  no: { icon: CircleAlert, className: 'bg-critical-bg text-critical' },
};

/** In one line, whether a page would reach the reader, and where to mend it. */
export function Reachability({ userId }: { userId: string }) {
  const { data } = useQuery(contactsQuery(userId));
  if (!data) return null;
  const { level, text } = reachability(data);
  const { icon: Icon, className } = looks[level];
  return (
    <p className={cx('flex flex-wrap items-center gap-2 rounded-md px-3 py-2', className)}>
      <Icon size={16} aria-hidden className="shrink-0" />
      <span className="min-w-0 flex-1">{text}</span>
      <Link to="/me" className="underline">
        {level === 'sure' ? 'Change' : 'Mend it'}
      </Link>
    </p>
  );
}

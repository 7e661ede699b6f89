import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';

export interface Column<T> {
  readonly head: ReactNode;
  readonly cell: (row: T) => ReactNode;
  readonly className?: string;
}

/**
 * A table of at most a few hundred rows. Below 640 px each row becomes a card with the heads as labels. For long lists
 * (alerts) take TanStack Table with Virtual.
 */
export function Table<T>({
  label,
  columns,
  rows,
  keyOf,
}: {
  /** What is listed, for those who listen. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
}) {
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse text-left max-sm:block">
        <thead className="max-sm:sr-only">
          <tr className="border-b border-line text-xs text-faint">
            {columns.map((column, i) => (
              <th key={i} scope="col" className={cx('px-4 py-2 font-medium', column.className)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className="border-b border-line last:border-0 hover:bg-sunken/60 max-sm:block max-sm:px-4 max-sm:py-2"
            >
              {columns.map((column, i) => (
                <td
                  key={i}
                  className={cx(
                    'px-4 py-2 align-middle max-sm:flex max-sm:items-start max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-1',
                    column.className,
                  )}
                >
                  <span aria-hidden className="text-xs text-faint sm:hidden">
                    {column.head}
                  </span>
                  <span className="min-w-0 max-sm:text-right">{column.cell(row)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

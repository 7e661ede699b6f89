import { counted } from './figures';

/** A number with a bar beside it, that compares the rows of a table; a part of it is drawn darker. */
export function Meter({ value, most, marked }: { value: number; most: number; marked?: number }) {
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span className="w-12 text-right">{counted(value)}</span>
      <span aria-hidden className="flex h-2 flex-1 max-sm:w-24 max-sm:flex-none">
        {marked !== undefined && <Bar length={marked / most} strong />}
        <Bar length={(value - (marked ?? 0)) / most} strong={marked === undefined} />
      </span>
    </span>
  );
}

const Bar = ({ length, strong }: { length: number; strong: boolean }) => (
  <span className={strong ? 'bg-accent' : 'bg-accent opacity-50'} style={{ width: `${length * 100}%` }} />
);

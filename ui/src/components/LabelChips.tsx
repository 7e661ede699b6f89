import { cx } from '@/lib/cx';

/** Labels as small `name=value` chips, by name; with `onChoose` each is a button. */
export function LabelChips({
  labels,
  most,
  onChoose,
  className,
}: {
  labels: Record<string, string> | undefined;
  /** Shows this many at most, and how many more there are. */
  most?: number;
  onChoose?: (name: string, value: string) => void;
  className?: string;
}) {
  const all = Object.entries(labels ?? {}).sort(([a], [b]) => a.localeCompare(b));
  if (all.length === 0) return null;
  const shown = most === undefined ? all : all.slice(0, most);
  const chip =
    'inline-flex min-h-6 max-w-full items-center rounded bg-sunken px-1.5 font-mono text-xs text-muted';
  return (
    <ul aria-label="Labels" className={cx('flex min-w-0 flex-wrap gap-1', className)}>
      {shown.map(([name, value]) => (
        <li key={name} className="max-w-full">
          {onChoose ? (
            <button
              type="button"
              className={cx(chip, 'hover:text-ink pointer-coarse:min-h-9')}
              title={`Only alerts with ${name}=${value}`}
              onClick={() => onChoose(name, value)}
            >
              <LabelText name={name} value={value} />
            </button>
          ) : (
            <span className={chip}>
              <LabelText name={name} value={value} />
            </span>
          )}
        </li>
      ))}
      {shown.length < all.length && (
        <li className="self-center text-xs text-faint">+{all.length - shown.length}</li>
      )}
    </ul>
  );
}

function LabelText({ name, value }: { name: string; value: string }) {
  return (
    <span className="min-w-0 truncate">
      <span className="text-faint">{name}=</span>
      {value}
    </span>
  );
}

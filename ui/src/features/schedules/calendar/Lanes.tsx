import { cx } from '@/lib/cx';
import { tintOf } from './colours';
import { lanesOf, type Segment } from './geometry';
import type { Shown } from './shown';
import { spanWords } from './spanWords';

/** So many days wide there is room for the duty beside the name. */
const WIDE = 0.9;

const heights = { final: 'h-8', duty: 'h-6', source: 'h-5' } as const;

interface LanesProps {
  segments: readonly Segment<Shown>[];
  zone: string;
  /** The final turns are tall, other duties less, and what they come from is small. */
  size?: keyof typeof heights;
  label?: string;
  /** Turns of fewer days are too narrow to be pressed. */
  least?: number;
  onPick?: (shown: Shown) => void;
}

/** Turns of a week beside each other, and below each other where they overlap. */
export function Lanes({ segments, size = 'source', ...rest }: LanesProps) {
  if (segments.length === 0 && size !== 'final') return null;
  return lanesOf(segments).map((lane, i) => (
    <div key={i} className={cx('relative', heights[size])}>
      {lane.map((segment) => (
        <Block
          key={`${segment.item.start}-${segment.item.userId}`}
          segment={segment}
          tall={size === 'final'}
          {...rest}
        />
      ))}
    </div>
  ));
}

function look(item: Shown, tall: boolean): string {
  const gap = item.userId === '';
  if (gap && item.overrideId) return 'border-dashed border-line-strong bg-sunken text-muted';
  if (gap) return 'border-critical bg-critical-bg text-critical';
  return item.overrideId && tall ? 'border-dashed' : '';
}

/** What it is, in words: who, for which duty or by what, and when. */
function wordsOf(
  item: Shown,
  tall: boolean,
  zone: string,
  label: string | undefined,
  pressed: boolean,
): string {
  // An override that clears names nobody, and is no gap yet.
  const who =
    item.userId === ''
      ? item.overrideId
        ? 'Nobody by layers'
        : 'Nobody is on call'
      : [item.name, item.remark].join(' ').trim();
  const when = spanWords(item, zone);
  // What can be pressed begins with what is written on it.
  if (label && pressed) return `${who}, ${label.toLowerCase()}, ${when}`;
  const words = `${who}${item.overrideId && tall ? ' (override)' : ''}, ${when}`;
  return label ? `${label}: ${words}` : words;
}

function Block({
  segment,
  zone,
  tall,
  label,
  least = 0,
  onPick,
}: Omit<LanesProps, 'segments' | 'size'> & { segment: Segment<Shown>; tall: boolean }) {
  const { item } = segment;
  const days = segment.to - segment.from;
  const words = wordsOf(item, tall, zone, label, onPick !== undefined);
  const narrow = days < 0.35;
  const press = onPick && days >= least ? onPick : undefined;
  const shared = {
    className: cx(
      'absolute inset-y-0 flex items-center overflow-hidden border text-left whitespace-nowrap',
      narrow ? 'px-px' : tall ? 'px-1.5' : 'px-1',
      tall ? 'font-medium' : 'text-xs',
      look(item, tall),
      !segment.before && 'rounded-l',
      !segment.after && 'rounded-r',
      press && 'hover:brightness-95 dark:hover:brightness-125 focus-visible:z-20',
    ),
    style: {
      left: `${(segment.from / 7) * 100}%`,
      width: `calc(${(days / 7) * 100}% - 1px)`,
      ...(item.userId === '' ? {} : tintOf(item.place)),
    },
    title: words,
  };
  const text = (
    <span aria-hidden={onPick ? true : undefined} className={cx('truncate', narrow && 'text-xs')}>
      {item.overrideId && tall ? '↷ ' : ''}
      {item.name}
      {item.remark && !narrow && ` ${item.remark}`}
      {label && onPick && days >= WIDE && `, ${label.toLowerCase()}`}
      {label && !onPick && !narrow && ` · ${label}`}
    </span>
  );
  if (press) {
    return (
      <button type="button" {...shared} aria-label={words} onClick={() => press(item)}>
        {text}
      </button>
    );
  }
  return (
    <div {...shared}>
      {onPick && <span className="sr-only">{words}</span>}
      {text}
    </div>
  );
}

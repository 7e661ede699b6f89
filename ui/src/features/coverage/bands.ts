import { enumWord } from '@/components/Badges';
import type { CoverageStretch, PolicyCoverage } from './api/coverage';

/** A part of a band, in percent of its width. */
export interface Span {
  readonly left: number;
  readonly width: number;
  readonly hole: boolean;
}

/** One line of the picture: severities for which everything is the same. */
export interface Band {
  readonly severities: readonly string[];
  readonly spans: readonly Span[];
  readonly holes: number;
  readonly late: number;
}

export const severityWord = (severity: string): string => enumWord(severity, 'SEVERITY_');

const at = (time: string | undefined): number => Date.parse(time ?? '');

/** The bands of a policy over a range, severities with the same stretches in one. */
export function bandsOf(
  policy: PolicyCoverage,
  range: { startTime?: string | undefined; endTime?: string | undefined },
): Band[] {
  const from = at(range.startTime);
  const length = at(range.endTime) - from;
  const share = (ms: number) => Math.min(100, Math.max(0, (ms / length) * 100));
  const spansOf = (stretches: readonly CoverageStretch[] | undefined, severity: string, hole: boolean) =>
    (stretches ?? [])
      .filter((it) => (it.severities ?? []).some((one) => one === severity))
      .map((it) => {
        const left = share(at(it.startTime) - from);
        return { left, width: share(at(it.endTime) - from) - left, hole };
      });
  const bands = new Map<string, Band>();
  for (const severity of policy.severities ?? []) {
    const holes = spansOf(policy.holes, severity, true);
    const late = spansOf(policy.warnings, severity, false);
    const spans = [...late, ...holes];
    const key = JSON.stringify(spans);
    const known = bands.get(key);
    bands.set(key, {
      severities: [...(known?.severities ?? []), severity],
      spans,
      holes: holes.length,
      late: late.length,
    });
  }
  return [...bands.values()];
}

/** How long a stretch lasts: `2 d 3 h`, `45 min`, `30 s`. */
export function lengthWords(ms: number): string {
  const parts = (
    [
      [86_400_000, 'd'],
      [3_600_000, 'h'],
      [60_000, 'min'],
      [1000, 's'],
    ] as const
  ).reduce<{ left: number; words: string[] }>(
    ({ left, words }, [size, unit]) => {
      const count = Math.floor(left / size);
      return { left: left - count * size, words: count ? [...words, `${count} ${unit}`] : words };
    },
    { left: Math.max(0, Math.round(ms / 1000) * 1000), words: [] },
  );
  return parts.words.slice(0, 2).join(' ') || '0 s';
}

/** A duration of the API, `1800s`, in milliseconds. */
export const durationMs = (duration: string | undefined): number =>
  Number((duration ?? '0s').replace('s', '')) * 1000;

export const stretchMs = (stretch: CoverageStretch): number => at(stretch.endTime) - at(stretch.startTime);

/** What becomes of a page in a stretch. */
export function kindWords(stretch: CoverageStretch): string {
  switch (stretch.kind) {
    case 'COVERAGE_KIND_UNVERIFIED':
      return 'Only addresses are paged that nobody has verified';
    case 'COVERAGE_KIND_CHANNEL_ONLY':
      return 'Only a channel is paged';
    case 'COVERAGE_KIND_FALLBACK_ONLY':
      return 'Only the fallback channel is paged';
    case 'COVERAGE_KIND_LATE': {
      const after = durationMs(stretch.after);
      const step = `Step ${(stretch.stepOrder ?? 0) + 1} is the first to reach somebody`;
      return after > 0 ? `${step}, ${lengthWords(after)} after the first page` : step;
    }
    default:
      return 'Nobody is paged';
  }
}

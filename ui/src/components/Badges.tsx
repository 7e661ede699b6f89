import { cx } from '@/lib/cx';

const tones = {
  critical: 'bg-critical-bg text-critical',
  major: 'bg-major-bg text-major',
  minor: 'bg-minor-bg text-minor',
  warning: 'bg-warning-bg text-warning',
  info: 'bg-info-bg text-info',
  ok: 'bg-ok-bg text-ok',
  neutral: 'bg-sunken text-muted',
} as const;

export type Tone = keyof typeof tones;

/** A word on a quiet tint. The word says it; the colour only helps. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: React.ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center rounded px-1.5 text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}

/** A value of an API enum in words: `SEVERITY_CRITICAL` with prefix `SEVERITY_` is `critical`. */
export const enumWord = (value: string | undefined, prefix: string): string =>
  (value ?? '').replace(prefix, '').toLowerCase().replaceAll('_', ' ');

const severities: Record<string, Tone> = {
  critical: 'critical',
  major: 'major',
  minor: 'minor',
  warning: 'warning',
  info: 'info',
};

export function SeverityBadge({ severity }: { severity: string | undefined }) {
  const word = enumWord(severity, 'SEVERITY_');
  return <Badge tone={severities[word] ?? 'neutral'}>{word || 'none'}</Badge>;
}

const states: Record<string, Tone> = { open: 'critical', acknowledged: 'info', resolved: 'ok' };

export function AlertStateBadge({ state }: { state: string | undefined }) {
  const word = enumWord(state, 'ALERT_STATE_');
  return <Badge tone={states[word] ?? 'neutral'}>{word || 'unknown'}</Badge>;
}

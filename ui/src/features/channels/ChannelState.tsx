import { Badge, type Tone } from '@/components/Badges';
import { Ago } from '@/components/Time';
import type { Channel } from './api/channels';

const states: Record<string, readonly [word: string, tone: Tone]> = {
  CHANNEL_STATE_WORKING: ['working', 'ok'],
  CHANNEL_STATE_FAILING: ['failing', 'warning'],
  CHANNEL_STATE_PAUSED: ['held', 'critical'],
};

/** Whether messages get through, in a word. */
export function ChannelBadge({ channel }: { channel: Channel }) {
  if (channel.disabled) return <Badge>off</Badge>;
  const [word, tone] = states[channel.status?.state ?? ''] ?? ['not known', 'neutral'];
  return <Badge tone={tone}>{word}</Badge>;
}

/** The same with its reason, and when it is tried again. */
export function ChannelReason({ channel }: { channel: Channel }) {
  const { status } = channel;
  if (!status) return null;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <ChannelBadge channel={channel} />
        <span>{channel.disabled ? 'Takes no new message' : status.reason}</span>
      </p>
      {status.openUntil && (
        <p className="text-muted">
          Nothing is tried before then: <Ago time={status.openUntil} />. What is queued waits.
        </p>
      )}
      {status.lastError && (
        <p className="break-words text-muted">
          Last error <Ago time={status.lastErrorTime} />: {status.lastError}
        </p>
      )}
    </div>
  );
}

/** `2.5 a second, 5 at once`. */
export const rateInWords = (channel: Channel): string => {
  const { rate = 0, burst = 0 } = channel.status ?? {};
  const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
  const often =
    rate > 0 && rate < 1 ? `one in ${number.format(1 / rate)} s` : `${number.format(rate)} a second`;
  return `${often}, ${number.format(burst)} at once${channel.rate || channel.burst ? '' : ' (as usual for its kind)'}`;
};

import { Link } from '@tanstack/react-router';
import { Badge, enumWord, type Tone } from '@/components/Badges';
import { Ago } from '@/components/Time';
import { inWords } from '@/lib/duration';
import { useNames } from '@/lib/people';
import { clockTime } from '@/lib/time';
import { type Drill, isRunning } from '../api/handoffs';

const tones: Record<string, Tone> = {
  answered: 'ok',
  unanswered: 'critical',
  undelivered: 'critical',
  running: 'info',
};

/** One test page: to whom, when, and how it ended. */
export function DrillLine({ drill }: { drill: Drill }) {
  const nameOf = useNames();
  const word = enumWord(drill.result, 'DRILL_RESULT_');
  const more = moreOf(drill);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
      <Badge tone={tones[word] ?? 'neutral'}>{word}</Badge>
      <span className="font-medium">{nameOf(drill.userId)}</span>
      <span className="text-faint">
        <Ago time={drill.createTime} />
      </span>
      {drill.alertId && (
        <Link
          to="/alerts/$alertId"
          params={{ alertId: drill.alertId }}
          className="ml-auto inline-flex min-h-6 items-center text-accent hover:underline"
        >
          Its alert
        </Link>
      )}
      {more && <p className="w-full text-xs text-muted [overflow-wrap:anywhere]">{more}</p>}
    </div>
  );
}

function moreOf(drill: Drill): string {
  if (isRunning(drill)) {
    return drill.answerByTime ? `There is time to answer until ${clockTime(drill.answerByTime)}.` : '';
  }
  if (!drill.answerTime) return drill.detail ?? '';
  const seconds = (Date.parse(drill.answerTime) - Date.parse(drill.createTime ?? '')) / 1000;
  return `Answered ${inWords(Math.max(1, seconds))} after it was asked for.`;
}

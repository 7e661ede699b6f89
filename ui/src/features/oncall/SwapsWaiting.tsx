import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeftRight } from 'lucide-react';
import { mySwapsQuery, waitingFor } from '@/components/swaps/api';
import { useCaller } from '@/lib/caller';

/** Says above everything else that a swap waits for the reader's answer; nothing when none does. */
export function SwapsWaiting() {
  const { userId } = useCaller();
  const waiting = waitingFor(useQuery(mySwapsQuery).data?.swaps ?? [], userId);
  if (waiting.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-md bg-info-bg px-3 py-2 text-info">
      <ArrowLeftRight size={16} aria-hidden className="shrink-0" />
      <span className="min-w-0 flex-1">
        {waiting.length === 1
          ? 'A swap waits for your answer.'
          : `${waiting.length} swaps wait for your answer.`}
      </span>
      <Link to="/on-call" hash="swaps" className="inline-block min-h-6 underline">
        Answer
      </Link>
    </p>
  );
}

import { TriangleAlert } from 'lucide-react';
import { useSentence } from '@/lib/useSentence';
import type { Conflict } from './api';

/** What speaks against somebody taking a shift; it forbids nothing. */
export function Conflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  const words = useSentence(conflicts.map((it) => it.text ?? ''));
  if (conflicts.length === 0) return null;
  return (
    <div className="flex gap-2 rounded-md bg-warning-bg px-3 py-2 text-warning">
      <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
      <ul aria-label="What speaks against it">
        {conflicts.map((it, index) => (
          <li key={index}>{words(it.text ?? '')}</li>
        ))}
      </ul>
    </div>
  );
}

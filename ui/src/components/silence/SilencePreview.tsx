import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { asProblem } from '@/lib/api';
import { type Matcher, previewSilence } from '@/lib/silences';
import { useDebounced } from '@/lib/useDebounced';
import { AlertLine } from '../AlertLine';

const PAUSE_MS = 300;

/** The preview of what a silence would hold now, as its matchers are typed. */
export function usePreview(matchers: readonly Matcher[]) {
  const settled = useDebounced(matchers, PAUSE_MS);
  return useQuery({
    queryKey: ['silences', 'preview', settled],
    queryFn: () => previewSilence([...settled]),
    enabled: settled.length > 0 && settled.every((it) => it.name),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function SilencePreview({ query }: { query: ReturnType<typeof usePreview> }) {
  const { data, error, isFetching } = query;
  const count = Number(data?.matchCount ?? 0);
  const problem = error ? asProblem(error) : undefined;
  return (
    <section aria-label="Preview" className="rounded-lg border border-line" aria-busy={isFetching}>
      <p role="status" className="px-4 py-2.5 font-medium">
        {problem && problem.violations.length === 0
          ? `No preview: ${problem.message}`
          : problem
            ? 'A line above is wrong'
            : data
              ? count === 0
                ? 'Hits no alert that is open or acknowledged now'
                : `Hits ${count} ${count === 1 ? 'alert' : 'alerts'} now`
              : 'Fill in the lines to see what it hits'}
      </p>
      {!problem && count > 0 && (
        <ul className="border-t border-line">
          {(data?.alerts ?? []).map((it) => (
            <AlertLine key={it.id} alert={it} />
          ))}
        </ul>
      )}
    </section>
  );
}

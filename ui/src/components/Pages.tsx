import { Button } from './Button';

interface PagedQuery {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** Beneath a list that comes in pages: the way to its next one, or nothing. */
export function MoreRows({ query, what }: { query: PagedQuery; what: string }) {
  if (!query.hasNextPage) return null;
  return (
    <div className="flex justify-center border-t border-line p-3">
      <Button busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        Show more {what}
      </Button>
    </div>
  );
}

/** One page of a list. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string;
}

/** What TanStack's infinite queries need for lists with `pageToken`. */
export const byToken = {
  initialPageParam: '',
  getNextPageParam: (last: PageOf<unknown>): string | undefined => last.next || undefined,
} as const;

/** The rows of the pages that are there. */
export const rowsOf = <T>(
  data: { readonly pages: readonly PageOf<T>[] } | undefined,
): readonly T[] | undefined => data?.pages.flatMap((page) => page.items);

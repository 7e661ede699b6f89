import { MutationCache, QueryClient } from '@tanstack/react-query';
import { asProblem } from './api';
import { toasts } from './toasts';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** What to tell when it worked, for example "Acknowledged". */
      success?: string;
      /** True when the form itself shows what is wrong. */
      quiet?: boolean;
    };
  }
}

/** Server state for the whole page. Answers that a retry cannot change (4xx) are not retried. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => {
          const { status } = asProblem(error);
          return failures < 3 && (status === 0 || status === 429 || status >= 500);
        },
        retryDelay: (attempt, error) => {
          const wait = asProblem(error).retryAfter;
          return wait ? wait * 1000 : Math.min(500 * 2 ** attempt, 8000);
        },
      },
    },
    mutationCache: new MutationCache({
      onSuccess: (_data, _variables, _context, mutation) => {
        if (mutation.meta?.success) toasts.tell(mutation.meta.success);
      },
      onError: (error, _variables, _context, mutation) => {
        if (!mutation.meta?.quiet) toasts.warn(asProblem(error).message);
      },
    }),
  });
}

import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from './api';

export type RestRules = Schemas['RestRules'];

/** How much rest people are to have, for the whole organisation. */
export const restRulesQuery = queryOptions({
  queryKey: ['rest-rules'],
  queryFn: async () => (await api.GET('/api/v1/rest-rules')).data!,
});

/** The rules in a sentence; undefined when there is none. */
export function restRulesWords(rules: RestRules): string | undefined {
  const parts = [
    rules.minRestHours ? `at least ${rules.minRestHours} h of rest between two shifts` : '',
    rules.divert ? 'after a page at night the secondary is paged until it is over' : '',
    rules.nightBudgetHours ? `at most ${rules.nightBudgetHours} h at night in any 28 days` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/** `22:00–06:00`: what counts as the night. */
export const nightWords = (rules: RestRules): string =>
  `${rules.nightStart || '22:00'}–${rules.nightEnd || '06:00'}`;

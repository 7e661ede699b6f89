import { api } from '@/lib/api';
import type { RestRules } from '@/lib/restRules';

/** Replaces the rest rules as a whole. */
export async function saveRestRules(rules: RestRules): Promise<RestRules> {
  return (await api.PUT('/api/v1/rest-rules', { body: rules })).data!;
}

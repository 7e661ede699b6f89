import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from '@/lib/api';

export type Policy = Schemas['EscalationPolicy'];
export type Step = Schemas['PolicyStep'];
export type Target = Schemas['Target'];

/** Creates a policy, or changes all of one that is there. */
export async function savePolicy(policy: Policy): Promise<Policy> {
  if (!policy.id) return (await api.POST('/api/v1/escalation-policies', { body: policy })).data!;
  const { data } = await api.PATCH('/api/v1/escalation-policies/{policy.id}', {
    params: { path: { 'policy.id': policy.id } },
    body: policy,
  });
  return data!;
}

export async function deletePolicy(id: string): Promise<void> {
  await api.DELETE('/api/v1/escalation-policies/{id}', { params: { path: { id } } });
}

/** Stands for a policy that is not saved yet. */
const NOT_SAVED = '00000000-0000-4000-8000-000000000000';

/** Whom a policy would page and when, if an alert came in at that time. Nobody is paged. */
export const dryRunQuery = (policy: Policy, startTime: string | undefined, usable: boolean) =>
  queryOptions({
    queryKey: ['escalation-policies', 'dry-run', policy, startTime],
    queryFn: async ({ signal }) => {
      const { data } = await api.POST('/api/v1/escalation-policies/{id}/dry-run', {
        params: { path: { id: policy.id || NOT_SAVED } },
        body: {
          policy: { ...policy, name: policy.name.trim() || 'New policy' },
          ...(startTime && { startTime }),
        },
        signal,
      });
      return data!;
    },
    enabled: usable,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });

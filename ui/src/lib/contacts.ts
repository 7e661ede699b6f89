import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas } from './api';

export type ContactMethod = Schemas['ContactMethod'];
export type ContactKind = Exclude<Schemas['ContactKind'], 'CONTACT_KIND_UNSPECIFIED'>;

export const contactKinds: readonly { kind: ContactKind; label: string; address: string; sample: string }[] =
  [
    { kind: 'CONTACT_KIND_EMAIL', label: 'E-mail', address: 'E-mail address', sample: 'you@example.com' },
    { kind: 'CONTACT_KIND_PHONE', label: 'Phone', address: 'Telephone number', sample: '+43 664 1234567' },
    { kind: 'CONTACT_KIND_SLACK', label: 'Slack', address: 'Slack member id', sample: 'U024BE7LH' },
  ];

export const kindLabel = (kind: string | undefined): string =>
  contactKinds.find((it) => it.kind === kind)?.label ?? 'Other';

/** The ways to reach a person, oldest first. */
export const contactsQuery = (userId: string) =>
  queryOptions({
    queryKey: ['users', userId, 'contacts'],
    queryFn: async () => {
      const { data } = await api.GET('/api/v1/users/{user_id}/contact-methods', {
        params: { path: { user_id: userId } },
      });
      return data?.contactMethods ?? [];
    },
    enabled: userId !== '',
  });

/** Where a contact method stands. Only `verified` is known to reach its owner. */
export type ContactState = 'verified' | 'unverified' | 'off' | 'blocked';

export function contactState(method: ContactMethod): ContactState {
  if (method.block) return 'blocked';
  if (!method.enabled) return 'off';
  return method.verifiedTime ? 'verified' : 'unverified';
}

/**
 * Whether pages reach a person, in one line: `sure` when at least one address answered a code, `unsure` when pages
 * go to addresses that nobody has tried, `no` when there is none to send to.
 */
export function reachability(methods: readonly ContactMethod[]): {
  level: 'sure' | 'unsure' | 'no';
  text: string;
} {
  const of = (state: ContactState) => methods.filter((it) => contactState(it) === state);
  const names = (list: readonly ContactMethod[]) =>
    list.map((it) => it.label || kindLabel(it.kind).toLowerCase()).join(', ');
  const verified = of('verified');
  const unverified = of('unverified');
  const blocked = of('blocked');
  if (verified.length > 0) {
    const rest = unverified.length > 0 ? `; not verified: ${names(unverified)}` : '';
    return { level: 'sure', text: `Pages reach you by ${names(verified)}${rest}.` };
  }
  if (unverified.length > 0) {
    return { level: 'unsure', text: `Nothing is sure to reach you: verify your ${names(unverified)}.` };
  }
  if (blocked.length > 0) {
    return { level: 'no', text: `Nothing would reach you: messages to your ${names(blocked)} are refused.` };
  }
  if (methods.length > 0)
    return { level: 'no', text: 'Nothing would reach you: every address is switched off.' };
  return { level: 'no', text: 'Nothing would reach you: add your phone or e-mail.' };
}

function useContactMutation<V, R>(
  userId: string,
  success: string | undefined,
  run: (variables: V) => Promise<R>,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: success ? { success } : { quiet: true },
    onSettled: () => queries.invalidateQueries({ queryKey: contactsQuery(userId).queryKey }),
  });
}

export const useAddContact = (userId: string) =>
  useContactMutation(
    userId,
    undefined,
    async (added: { kind: ContactKind; address: string; label: string }) => {
      const { data } = await api.POST('/api/v1/users/{contact_method.user_id}/contact-methods', {
        params: { path: { 'contact_method.user_id': userId } },
        body: { ...added, userId },
      });
      return data!;
    },
  );

export const useUpdateContact = (userId: string) =>
  useContactMutation(userId, 'Saved', async (method: ContactMethod) => {
    await api.PATCH('/api/v1/users/{contact_method.user_id}/contact-methods/{contact_method.id}', {
      params: {
        path: { 'contact_method.user_id': userId, 'contact_method.id': method.id ?? '' },
        query: { updateMask: 'label,enabled' },
      },
      body: method,
    });
  });

export const useRemoveContact = (userId: string) =>
  useContactMutation(userId, 'Removed', async (id: string) => {
    await api.DELETE('/api/v1/users/{user_id}/contact-methods/{id}', {
      params: { path: { user_id: userId, id } },
    });
  });

export const useSendCode = (userId: string) =>
  useContactMutation(userId, undefined, async (id: string) => {
    const { data } = await api.POST('/api/v1/users/{user_id}/contact-methods/{id}/send-code', {
      params: { path: { user_id: userId, id } },
      body: {},
    });
    return data!;
  });

export const useVerifyContact = (userId: string) =>
  useContactMutation(userId, undefined, async ({ id, code }: { id: string; code: string }) => {
    const { data } = await api.POST('/api/v1/users/{user_id}/contact-methods/{id}/verify', {
      params: { path: { user_id: userId, id } },
      body: { code },
    });
    return data!;
  });

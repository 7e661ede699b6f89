import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api';
import type { Mapping } from './integrations';

/** What would become of a sample with a mapping; nothing is stored. Mistakes come as a Problem with violations. */
export const mappingTestQuery = (mapping: Mapping, payload: string) =>
  queryOptions({
    queryKey: ['mapping-test', mapping, payload],
    queryFn: async () =>
      (
        await api.POST('/api/v1/integrations/test-mapping', {
          body: { payload, ...(Object.keys(mapping).length > 0 ? { mapping } : {}) },
        })
      ).data!,
    enabled: payload.trim() !== '',
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });

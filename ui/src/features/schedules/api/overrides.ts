import { api } from '@/lib/api';
import { type Override, useScheduleMutation } from './schedules';

export const useCreateOverride = (scheduleId: string) =>
  useScheduleMutation('Override saved', (override: Omit<Override, 'id' | 'scheduleId'>) =>
    api.POST('/api/v1/schedules/{override.schedule_id}/overrides', {
      params: { path: { 'override.schedule_id': scheduleId } },
      body: { ...override, scheduleId },
    }),
  );

export const useDeleteOverride = (scheduleId: string) =>
  useScheduleMutation('Override deleted', (id: string) =>
    api.DELETE('/api/v1/schedules/{schedule_id}/overrides/{id}', {
      params: { path: { schedule_id: scheduleId, id } },
    }),
  );

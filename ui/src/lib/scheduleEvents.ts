import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Schemas } from './api';
import { schedulesQuery } from './schedules';
import { follow } from './stream';

/** Changes that come together are loaded once. */
const GATHER_MS = 300;

/** Renews whatever is shown of schedules when somebody else changes one; of only one schedule when its id is given. */
export function useScheduleEvents(scheduleId?: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const abort = new AbortController();
    let lastId = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    let broken = false;
    const renew = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        queries.invalidateQueries({ queryKey: schedulesQuery.queryKey });
        queries.invalidateQueries({ queryKey: ['oncall'] });
        queries.invalidateQueries({ queryKey: ['swaps'] });
      }, GATHER_MS);
    };
    follow({
      path: '/api/v1/schedules/events',
      query: () => ({ afterId: lastId }),
      signal: abort.signal,
      onState: (live) => {
        // What happened while nobody listened is only known when there is an event to go on after.
        if (live && broken && !lastId) renew();
        broken = !live;
      },
      onError: (problem) => {
        if (problem.notFound) lastId = '';
      },
      onEvent: (message) => {
        const event = message as Schemas['ScheduleEvent'];
        if (event.id) lastId = event.id;
        if (!scheduleId || event.scheduleId === scheduleId) renew();
      },
    });
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [queries, scheduleId]);
}

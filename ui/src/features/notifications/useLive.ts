import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { followNotifications, type LiveEvent } from './live';

const KEPT = 200;
/** Lists are read anew at most this often, however many events come. */
const RENEW_MS = 1000;

/** The latest events, newest first, and whether they flow. Lists and pages of notifications follow them. */
export function useLive(): { events: readonly LiveEvent[]; live: boolean } {
  const queries = useQueryClient();
  const [events, setEvents] = useState<readonly LiveEvent[]>([]);
  const [live, setLive] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const renew = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        queries.invalidateQueries({ queryKey: ['notifications'] });
        queries.invalidateQueries({ queryKey: ['deliveries'] });
      }, RENEW_MS);
    };
    followNotifications({
      signal: end.signal,
      onState: (flows) => {
        setLive(flows);
        // What happened between the first look and now was told to nobody.
        if (flows) renew();
      },
      onGap: renew,
      onEvent: (event) => {
        setEvents((old) => [event, ...old].slice(0, KEPT));
        renew();
      },
    });
    return () => {
      end.abort();
      clearTimeout(timer);
    };
  }, [queries]);
  return { events, live };
}

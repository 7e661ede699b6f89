import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useAlertEvents } from '@/lib/alertEvents';
import { alertKey, alertQuery } from '../api/oneAlert';
import { useSilenceChanges } from '../api/silences';

/** What is told within this time is loaded once. */
const GATHER_MS = 200;

/** One alert, and everything else read about it, loaded again whenever the stream tells of it or its group. */
export function useLiveAlert(id: string) {
  const queries = useQueryClient();
  const query = useQuery(alertQuery(id));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const groupId = query.data?.groupId;
  const renew = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      queries.invalidateQueries({ queryKey: alertKey(id) });
    }, GATHER_MS);
  };
  useAlertEvents((entry) => {
    if (entry.alertId === id || (groupId && entry.groupId === groupId)) renew();
  }, renew);
  useSilenceChanges(renew);
  useEffect(() => () => clearTimeout(timer.current), []);
  return query;
}

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type TimelineEntry, useAlertEvents } from '@/lib/alertEvents';
import { type Alert, alertListQuery, listAlerts } from '../api/listAlerts';
import { type Filters, queryOf } from '../filters';
import { pagesAfter, unseen } from '../live';

/** Entries are taken together for this long: in a storm the list is drawn a few times a second, not a thousand. */
const GATHER_MS = 250;
/** A question that failed is asked again after this long. */
const AGAIN_MS = 3000;
/** More pages than these are not silently loaded again after a break; the reader is asked. */
const FEW_PAGES = 5;

/**
 * The list, kept current by the stream of entries. What is shown changes in place; what is new waits in `fresh` until
 * it is shown, unless `reading` says that nobody would notice it move.
 */
export function useLiveList(filters: Filters, reading: () => boolean) {
  const queries = useQueryClient();
  const options = useMemo(() => alertListQuery(filters), [filters]);
  const query = useInfiniteQuery(options);
  const [fresh, setFresh] = useState<{ alerts: Alert[]; more: boolean }>({ alerts: [], more: false });
  const [stale, setStale] = useState(false);
  const gathered = useRef<TimelineEntry[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const again = useRef<ReturnType<typeof setTimeout>>(undefined);
  const freshNow = useRef(fresh);
  freshNow.current = fresh;

  const put = (alerts: readonly Alert[]) =>
    queries.setQueryData(options.queryKey, (data) => {
      const [first, ...others] = data?.pages ?? [];
      if (!data || !first) return data;
      const added = unseen(data.pages, alerts);
      return { ...data, pages: [{ ...first, alerts: [...added, ...(first.alerts ?? [])] }, ...others] };
    });

  const reload = () => {
    setFresh({ alerts: [], more: false });
    setStale(false);
    return queries.resetQueries({ queryKey: options.queryKey, exact: true });
  };

  const lookForFresh = async () => {
    const pages = queries.getQueryData(options.queryKey)?.pages ?? [];
    const newest = freshNow.current.alerts[0] ?? pages[0]?.alerts?.[0];
    const question = queryOf(filters, Date.now());
    if (newest?.createTime) question.createdAfter = newest.createTime;
    const head = await listAlerts(question, '').catch(() => undefined);
    if (!head) {
      // What is new must not stay unknown because one question failed.
      clearTimeout(again.current);
      again.current = setTimeout(lookForFresh, AGAIN_MS);
      return;
    }
    const added = unseen([...pages, freshNow.current], head.alerts ?? []);
    if (added.length === 0) return;
    if (reading()) {
      setFresh((it) => ({
        alerts: [...unseen([it], added), ...it.alerts],
        more: it.more || Boolean(head.nextPageToken),
      }));
    } else if (head.nextPageToken) {
      reload();
    } else {
      put(added);
    }
  };

  /** What is shown may be out of date. */
  const renew = () => {
    const pages = queries.getQueryData(options.queryKey)?.pages.length ?? 0;
    if (pages > FEW_PAGES) setStale(true);
    else queries.refetchQueries({ queryKey: options.queryKey, exact: true });
  };

  const flush = () => {
    const entries = gathered.current;
    gathered.current = [];
    timer.current = undefined;
    queries.setQueryData(options.queryKey, (data) => {
      if (!data) return data;
      const pages = pagesAfter(data.pages, entries);
      return pages === data.pages ? data : { ...data, pages };
    });
    setFresh((it) => {
      const [after] = pagesAfter([it], entries);
      return after === it ? it : { ...it, alerts: after?.alerts ?? [] };
    });
    if (entries.some((it) => it.reason?.code === 'received')) lookForFresh();
  };

  useAlertEvents((entry) => {
    gathered.current.push(entry);
    timer.current ??= setTimeout(flush, GATHER_MS);
  }, renew);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(again.current);
    },
    [],
  );

  const alerts = useMemo(() => query.data?.pages.flatMap((it) => it.alerts ?? []) ?? [], [query.data]);
  return {
    query,
    alerts,
    fresh: fresh.alerts.length,
    freshMore: fresh.more,
    stale,
    reload,
    renew,
    showFresh: () => {
      if (fresh.more) return reload();
      put(fresh.alerts);
      setFresh({ alerts: [], more: false });
      return undefined;
    },
  };
}

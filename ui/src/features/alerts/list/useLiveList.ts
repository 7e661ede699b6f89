import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type TimelineEntry, useAlertEvents } from '@/lib/alertEvents';
import { type Alert, alertListQuery, listAlerts } from '../api/listAlerts';
import { heldAlerts, useSilenceChanges } from '../api/silences';
import { type Filters, queryOf } from '../filters';
import { entering, newestFirst, pagesAfter, unseen, withAdded, withSilences } from '../live';

/** Entries are taken together for this long: in a storm the list is drawn a few times a second, not a thousand. */
const GATHER_MS = 250;
/** A question that failed is asked again after this long. */
const AGAIN_MS = 3000;
/** More pages than these are not silently loaded again after a break; the reader is asked. */
const FEW_PAGES = 5;
/** More groups than these are not asked for one by one. */
const FEW_GROUPS = 8;

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
    queries.setQueryData(
      options.queryKey,
      (data) => data && { ...data, pages: withAdded(data.pages, alerts) },
    );

  const reload = () => {
    setFresh({ alerts: [], more: false });
    setStale(false);
    return queries.resetQueries({ queryKey: options.queryKey, exact: true });
  };

  const lookForFresh = async () => {
    const pages = queries.getQueryData(options.queryKey)?.pages ?? [];
    const [newest] = newestFirst([
      ...freshNow.current.alerts.slice(0, 1),
      ...(pages[0]?.alerts ?? []).slice(0, 1),
    ]);
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
    if (added.length > 0) show(added, Boolean(head.nextPageToken));
  };

  /** Shows what has come in, or lets it wait while somebody reads; `more`: there are others that are not loaded. */
  const show = (added: readonly Alert[], more: boolean) => {
    if (reading()) {
      setFresh((it) => ({
        alerts: newestFirst([...unseen([it], added), ...it.alerts]),
        more: it.more || more,
      }));
    } else if (more) {
      reload();
    } else {
      put(added);
    }
  };

  /** Alerts that are not new but came into what the list is narrowed to, by an answer or their end. */
  const lookForEntered = async (groups: readonly string[]) => {
    if (groups.length > FEW_GROUPS) return renew();
    const question = queryOf(filters, Date.now());
    const found = await Promise.all(groups.map((groupId) => listAlerts({ ...question, groupId }, ''))).catch(
      () => undefined,
    );
    if (!found) return renew();
    const pages = queries.getQueryData(options.queryKey)?.pages ?? [];
    // What belongs below the loaded pages comes when the reader has got there.
    const below = pages.at(-1)?.nextPageToken ? (pages.at(-1)?.alerts?.at(-1)?.id ?? '') : '';
    const added = unseen(
      [...pages, freshNow.current],
      found.flatMap((it) => it.alerts ?? []),
    ).filter((it) => (it.id ?? '') > below);
    if (added.length > 0)
      show(
        added,
        found.some((it) => it.nextPageToken),
      );
  };

  const renewSilences = async () => {
    const held = filters.silencing ? undefined : await heldAlerts(filters).catch(() => undefined);
    if (!held) return renew();
    queries.setQueryData(
      options.queryKey,
      (data) => data && { ...data, pages: withSilences(data.pages, held) },
    );
    setFresh((it) => ({ ...it, alerts: withSilences([it], held)[0]?.alerts ?? [] }));
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
    const entered = entering(filters.states, entries).filter((it) => !filters.group || it === filters.group);
    if (entered.length > 0) lookForEntered(entered);
  };

  useAlertEvents((entry) => {
    gathered.current.push(entry);
    timer.current ??= setTimeout(flush, GATHER_MS);
  }, renew);
  useSilenceChanges(renewSilences);
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

import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Schemas } from './api';
import { follow } from './stream';

export type TimelineEntry = Schemas['TimelineEntry'];

export interface AlertEventListener {
  /** Something happened to an alert or to a group, in the order in which it was stored. */
  onEntry: (entry: TimelineEntry) => void;
  /** What was loaded before now may be out of date: entries may have been missed. */
  onGap: () => void;
}

/** How long the connection outlives its last listener, so that going from screen to screen keeps it. */
const LINGER_MS = 5000;

/** The timeline of the whole tenant as it happens: one connection for the page, however many listen. */
class AlertEvents {
  private readonly listeners = new Set<AlertEventListener>();
  private readonly watchers = new Set<() => void>();
  private connection: AbortController | undefined;
  private closing: ReturnType<typeof setTimeout> | undefined;
  private lastId = '';
  private isLive: boolean | undefined;

  listen(listener: AlertEventListener): () => void {
    this.listeners.add(listener);
    clearTimeout(this.closing);
    if (this.connection) {
      // A screen that loads while the stream runs misses nothing from here on.
      if (this.isLive) listener.onGap();
    } else {
      this.open();
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.closing = setTimeout(() => this.close(), LINGER_MS);
    };
  }

  /** Undefined until the first connection stands or fails. */
  live = (): boolean | undefined => this.isLive;

  watchState = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  private open(): void {
    this.connection = new AbortController();
    follow({
      path: '/api/v1/alerts/events',
      query: () => ({ afterId: this.lastId }),
      signal: this.connection.signal,
      onState: (live) => {
        this.setLive(live);
        // Without a last entry to go on after, nobody knows what happened before the connection stood.
        if (live && !this.lastId) this.tellGap();
      },
      onError: (problem) => {
        if (problem.notFound) this.lastId = '';
      },
      onEvent: (message) => {
        const entry = message as TimelineEntry;
        if (!entry.id) return;
        this.lastId = entry.id;
        for (const each of [...this.listeners]) each.onEntry(entry);
      },
    });
  }

  private close(): void {
    this.connection?.abort();
    this.connection = undefined;
    this.lastId = '';
    this.setLive(undefined);
  }

  private setLive(live: boolean | undefined): void {
    this.isLive = live;
    for (const each of this.watchers) each();
  }

  private tellGap(): void {
    for (const each of [...this.listeners]) each.onGap();
  }
}

export const alertEvents = new AlertEvents();

/** Listens while the component is there; the functions may change from one drawing to the next. */
export function useAlertEvents(onEntry: (entry: TimelineEntry) => void, onGap: () => void): void {
  const latest = useRef({ onEntry, onGap });
  latest.current = { onEntry, onGap };
  useEffect(
    () =>
      alertEvents.listen({
        onEntry: (entry) => latest.current.onEntry(entry),
        onGap: () => latest.current.onGap(),
      }),
    [],
  );
}

/** Whether changes arrive by themselves now. */
export const useLive = (): boolean | undefined =>
  useSyncExternalStore(alertEvents.watchState, alertEvents.live);

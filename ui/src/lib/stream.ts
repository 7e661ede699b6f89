import { EventSourceParserStream } from 'eventsource-parser/stream';
import { problemOf } from './api/problem';
import { session } from './session';

export interface StreamOptions {
  /** Path with query, for example `/api/v1/alerts/events`. */
  readonly path: string;
  /** Where to go on from after a break: id of the last event seen; asked for before each connection. */
  readonly query: () => Record<string, string>;
  readonly onEvent: (message: unknown) => void;
  /** True while events flow; false while a new connection is being tried. */
  readonly onState?: (live: boolean) => void;
  readonly signal: AbortSignal;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;

/**
 * Follows a server stream (Server-Sent Events) until the signal aborts. `EventSource` cannot send a bearer token, so
 * the answer is read with fetch. Connects again by itself with growing waits; the server resumes after the last id.
 */
export async function follow(options: StreamOptions): Promise<void> {
  let wait = FIRST_WAIT_MS;
  while (!options.signal.aborted) {
    try {
      await readOnce(options, () => {
        wait = FIRST_WAIT_MS;
      });
    } catch {
      // Told by onState; the next connection tells more.
    }
    if (options.signal.aborted) return;
    options.onState?.(false);
    await pause(wait * (0.75 + Math.random() / 2), options.signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

async function readOnce(options: StreamOptions, onOpen: () => void): Promise<void> {
  const token = await session.accessToken();
  const url = new URL(options.path, location.origin);
  for (const [name, value] of Object.entries(options.query())) if (value) url.searchParams.set(name, value);
  const response = await fetch(url, {
    headers: { Accept: 'text/event-stream', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    signal: options.signal,
  });
  if (response.status === 401) await session.renew(token);
  if (!response.ok || !response.body) throw await problemOf(response);
  onOpen();
  options.onState?.(true);
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (value.data) options.onEvent(JSON.parse(value.data));
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

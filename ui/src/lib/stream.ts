import { EventSourceParserStream } from 'eventsource-parser/stream';
import { asProblem, Problem, problemOf } from './api/problem';
import { session } from './session';

export interface StreamOptions {
  /** Path with query, for example `/api/v1/alerts/events`. */
  readonly path: string;
  /** Where to go on from after a break: id of the last event seen; asked for before each connection. */
  readonly query: () => Record<string, string>;
  readonly onEvent: (message: unknown) => void;
  /** True while events flow; false while a new connection is being tried. */
  readonly onState?: (live: boolean) => void;
  /** Why a connection failed; another is tried all the same. 404: what to go on after is not known any more. */
  readonly onError?: (problem: Problem) => void;
  readonly signal: AbortSignal;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
/** The server sends something every 15 s; silence for this long means that the connection is dead. */
const SILENCE_MS = 50_000;

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
    } catch (error) {
      if (!options.signal.aborted) options.onError?.(asProblem(error));
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
  const silence = silenceAlarm();
  try {
    const response = await fetch(url, {
      headers: { Accept: 'text/event-stream', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      signal: AbortSignal.any([options.signal, silence.signal]),
    });
    if (response.status === 401) await session.renew(token);
    if (!response.ok || !response.body) throw await problemOf(response);
    onOpen();
    options.onState?.(true);
    const events = response.body
      .pipeThrough(silence.listener)
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    const reader = events.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (!value.data) continue;
      const message = JSON.parse(value.data);
      if (value.event === 'error')
        throw new Problem(message.status ?? 0, message.detail ?? 'The stream broke.');
      options.onEvent(message);
    }
  } finally {
    silence.off();
  }
}

/** Aborts what never ends by itself: a connection that nothing comes through any more, after sleep for example. */
function silenceAlarm() {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), SILENCE_MS);
  };
  restart();
  return {
    signal: abort.signal,
    listener: new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        restart();
        controller.enqueue(chunk);
      },
    }),
    off: () => clearTimeout(timer),
  };
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

import { session } from '@/lib/session';

/** One event of a delivery, as the socket tells it. */
export interface LiveEvent {
  readonly id: string;
  readonly notificationId?: string;
  readonly deliveryId?: string;
  readonly kind?: string;
  readonly detail?: string;
  readonly time?: string;
  readonly channelKind?: string;
  readonly eventKind?: string;
  readonly alertGroupId?: string;
  readonly userId?: string;
  readonly maskedAddress?: string;
  readonly deliveryState?: string;
}

export interface LiveOptions {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (live: boolean) => void;
  /** Events were missed: what is shown has to be read anew. */
  readonly onGap: () => void;
  readonly signal: AbortSignal;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
/** How often it is looked whether the session has a newer token, which the socket is told. */
const TOKEN_EVERY_MS = 20_000;
const UNAUTHENTICATED = 4401;
const UNKNOWN_POSITION = 4410;

/**
 * Follows the tenant's notifications over a WebSocket until the signal aborts. After a break it goes on behind the last
 * event seen, with nothing missed and nothing twice; when the server does not know that place any more, `onGap` is called
 * and it goes on from now.
 */
export async function followNotifications(options: LiveOptions): Promise<void> {
  let after = '';
  let wait = FIRST_WAIT_MS;
  while (!options.signal.aborted) {
    const token = await session.accessToken().catch(() => undefined);
    const code = await once(options, token ?? '', after, (id) => {
      after = id;
      wait = FIRST_WAIT_MS;
    });
    if (options.signal.aborted) return;
    options.onState(false);
    if (code === UNAUTHENTICATED) await session.renew(token).catch(() => undefined);
    if (code === UNKNOWN_POSITION) {
      after = '';
      options.onGap();
    }
    await pause(wait * (0.75 + Math.random() / 2), options.signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

/** One connection; answers the code that it was closed with. */
function once(
  { onEvent, onState, signal }: LiveOptions,
  token: string,
  after: string,
  onPlace: (id: string) => void,
): Promise<number> {
  return new Promise((closed) => {
    const url = new URL('/api/v1/ws', location.origin);
    url.protocol = url.protocol.replace('http', 'ws');
    if (after) url.searchParams.set('after', after);
    const socket = new WebSocket(url, ['tocsin.v1', `tocsin.bearer.${token}`]);
    let told = token;
    const renewal = setInterval(async () => {
      const fresh = await session.accessToken().catch(() => undefined);
      if (fresh && fresh !== told && socket.readyState === WebSocket.OPEN) {
        told = fresh;
        socket.send(JSON.stringify({ type: 'auth', token: fresh }));
      }
    }, TOKEN_EVERY_MS);
    const stop = () => socket.close();
    signal.addEventListener('abort', stop);
    socket.onmessage = ({ data }) => {
      const message = read(data);
      if (message.id) onPlace(message.id);
      if (message.type === 'ready') onState(true);
      if (message.type === 'event' && message.event) onEvent({ ...message.event, id: message.id ?? '' });
    };
    socket.onclose = ({ code }) => {
      clearInterval(renewal);
      signal.removeEventListener('abort', stop);
      closed(code);
    };
  });
}

interface Message {
  readonly type?: string;
  readonly id?: string;
  readonly event?: Omit<LiveEvent, 'id'>;
}

const read = (data: unknown): Message => (typeof data === 'string' ? (JSON.parse(data) as Message) : {});

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

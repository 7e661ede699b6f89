import { problemOf } from './api/problem';

/** What the sign-in and refresh calls answer. */
export interface SessionAnswer {
  readonly accessToken?: string;
  readonly refreshToken?: string;
  readonly expiresIn?: string;
  readonly userId?: string;
  readonly tenantId?: string;
  readonly mustChangePassword?: boolean;
}

export type SessionState = 'signed-out' | 'signed-in' | 'expired';

interface Access {
  readonly token: string;
  readonly until: number;
}

const KEY = 'tocsin.refresh';
const LOCK = 'tocsin.session';
/** Renewed this long before its end, so that no call starts with a token about to end. */
const EARLY_MS = 30_000;

/**
 * The reader's session. The access token lives in memory only. The refresh token is kept in local storage, because
 * every tab needs it; as it is valid once, tabs take turns with a lock and read it anew before they use it.
 *
 * When the session cannot be renewed it becomes `expired`: the page stays as it is, with what was typed, and a
 * dialog asks for the password again.
 */
class Session {
  private access: Access | undefined;
  private expired = false;
  private renewal: Promise<string | undefined> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor() {
    globalThis.addEventListener?.('storage', (event) => {
      if (event.key !== KEY) return;
      if (event.newValue === null) this.access = undefined;
      else this.expired = false;
      this.tell();
    });
  }

  state(): SessionState {
    if (this.expired) return 'expired';
    return localStorage.getItem(KEY) ? 'signed-in' : 'signed-out';
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes the answer of a sign-in. */
  begin(answer: SessionAnswer): void {
    this.keep(answer);
    this.expired = false;
    this.tell();
  }

  /** A token that is good for a while; undefined when nobody is signed in. */
  async accessToken(): Promise<string | undefined> {
    if (this.access && this.access.until - EARLY_MS > Date.now()) return this.access.token;
    if (!localStorage.getItem(KEY)) return undefined;
    return this.renew(this.access?.token);
  }

  /** Exchanges the refresh token, once for all who ask while it is under way. `refused` is the token not taken. */
  renew(refused?: string): Promise<string | undefined> {
    if (this.access && refused !== this.access.token && this.access.until > Date.now()) {
      return Promise.resolve(this.access.token);
    }
    this.renewal ??= this.exchange().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  /** Ends the session here and on the server. */
  async end(): Promise<void> {
    const refreshToken = localStorage.getItem(KEY);
    const access = this.access?.token;
    this.access = undefined;
    this.expired = false;
    localStorage.removeItem(KEY);
    this.tell();
    if (refreshToken) {
      await fetch('/api/v1/auth/sign-out', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(access ? { Authorization: `Bearer ${access}` } : {}),
        },
        body: JSON.stringify({ refreshToken }),
      }).catch(() => undefined);
    }
  }

  private async exchange(): Promise<string | undefined> {
    const before = this.access;
    const run = async (): Promise<string | undefined> => {
      const refreshToken = localStorage.getItem(KEY);
      if (!refreshToken) return undefined;
      const response = await fetch('/api/v1/auth/refresh', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
      const answer = response.ok ? ((await response.json()) as SessionAnswer) : undefined;
      // Signed out, or in anew, meanwhile: this answer is about a session that is no longer the reader's.
      if (localStorage.getItem(KEY) !== refreshToken) {
        return this.access && this.access !== before ? this.access.token : run();
      }
      if (response.status === 400 || response.status === 401 || response.status === 403) {
        this.access = undefined;
        this.expired = true;
        this.tell();
        return undefined;
      }
      if (!answer) throw await problemOf(response);
      this.keep(answer);
      return this.access?.token;
    };
    return navigator.locks ? navigator.locks.request(LOCK, run) : run();
  }

  private keep(answer: SessionAnswer): void {
    const seconds = Number.parseFloat(answer.expiresIn ?? '60s');
    this.access = { token: answer.accessToken ?? '', until: Date.now() + seconds * 1000 };
    if (answer.refreshToken) localStorage.setItem(KEY, answer.refreshToken);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const session = new Session();

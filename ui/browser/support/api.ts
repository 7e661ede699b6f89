/** The REST API, for preparing what a test needs and for looking at what a click has done. */
export class Api {
  constructor(
    private readonly base: string,
    private readonly key: string,
  ) {}

  get<T = Record<string, unknown>>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T = Record<string, unknown>>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  put<T = Record<string, unknown>>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('PUT', path, body);
  }

  patch<T = Record<string, unknown>>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('PATCH', path, body);
  }

  delete(path: string): Promise<unknown> {
    return this.call('DELETE', path);
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(path.startsWith('http') ? path : this.base + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(this.key ? { 'X-API-Key': this.key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text ? JSON.parse(text) : {}) as T;
  }
}

/** Sends one alert as Alertmanager does. */
export function fire(
  webhook: { readonly url: string; readonly key: string },
  labels: Record<string, string>,
  status: 'firing' | 'resolved' = 'firing',
): Promise<unknown> {
  return new Api('', webhook.key).post(webhook.url, {
    version: '4',
    status,
    alerts: [
      { status, labels, annotations: { summary: labels.alertname }, startsAt: new Date().toISOString() },
    ],
  });
}

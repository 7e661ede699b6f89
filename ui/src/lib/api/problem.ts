/** What is wrong with one field, in the field names of the API. */
export interface Violation {
  readonly field: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** An error answer of the API (RFC 9457), or a network failure with status 0. */
export class Problem extends Error {
  readonly status: number;
  readonly violations: readonly Violation[];
  /** Id of the request, for the server's log. */
  readonly requestId: string;
  /** How long to wait before another try, in seconds, when the server says so. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    detail: string,
    violations: readonly Violation[] = [],
    requestId = '',
    retryAfter?: number,
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.violations = violations;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  get denied(): boolean {
    return this.status === 403;
  }

  get notFound(): boolean {
    return this.status === 404;
  }

  /** What is wrong with a field; `field` is the end of its path, so `name` finds `schedule.name` as well. */
  of(field: string): string | undefined {
    return this.violations.find((it) => it.field === field || it.field.endsWith(`.${field}`))?.message;
  }
}

/** Reads the error out of an answer, whatever stands before the API (a proxy, say). */
export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const seconds = Number.isFinite(retryAfter) ? retryAfter : undefined;
  try {
    const body = await response.json();
    if (typeof body?.detail === 'string') {
      return new Problem(response.status, body.detail, body.violations ?? [], body.instance ?? '', seconds);
    }
  } catch {
    // Not JSON: the status has to do.
  }
  return new Problem(response.status, `The server answered ${response.status}.`, [], '', seconds);
}

/** Any thrown thing as a Problem. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) {
    return new Problem(
      0,
      'The server cannot be reached. Check your connection; this page tries again by itself.',
    );
  }
  return new Problem(0, error instanceof Error ? error.message : String(error));
}

/** What of the audit log is shown; stands in the address. */
export interface AuditFilter {
  readonly actor?: string;
  /** `user.create`, or `user` for all that was done to people. */
  readonly action?: string;
  /** `users/<id>`. */
  readonly resource?: string;
  /** First and last day, as `YYYY-MM-DD` in the reader's zone. */
  readonly from?: string;
  readonly to?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filter in an address; what is not understood is left out. */
export function filterOf(search: Record<string, unknown>): AuditFilter {
  const text = (name: string, form = /^.{1,200}$/) => {
    const value = search[name];
    return typeof value === 'string' && form.test(value) ? { [name]: value } : {};
  };
  return {
    ...text('actor'),
    ...text('action'),
    ...text('resource'),
    ...text('from', DAY),
    ...text('to', DAY),
  };
}

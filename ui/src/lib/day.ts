const pattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether it is a day that there is, as `YYYY-MM-DD`. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !pattern.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  // Some engines move the 30th of February into March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

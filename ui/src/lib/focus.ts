/** Brings the reader to the first control of a form that is marked as wrong, once that is drawn. */
export function focusFirstMistake(form: HTMLElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

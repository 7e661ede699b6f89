export interface ToastMessage {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'failed';
}

/** Short messages at the edge of the page, told from anywhere. */
class Toasts {
  private messages: readonly ToastMessage[] = [];
  private next = 1;
  private readonly listeners = new Set<() => void>();

  /** Says that something was done. */
  tell(text: string): void {
    this.add(text, 'done');
  }

  /** Says that something failed, and why. */
  warn(text: string): void {
    this.add(text, 'failed');
  }

  dismiss(id: number): void {
    this.set(this.messages.filter((it) => it.id !== id));
  }

  current = (): readonly ToastMessage[] => this.messages;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private add(text: string, kind: ToastMessage['kind']): void {
    this.set([...this.messages.slice(-3), { id: this.next++, text, kind }]);
  }

  private set(messages: readonly ToastMessage[]): void {
    this.messages = messages;
    for (const listener of this.listeners) listener();
  }
}

export const toasts = new Toasts();

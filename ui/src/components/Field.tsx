import { type ComponentProps, cloneElement, type ReactElement, type ReactNode, useId } from 'react';
import { cx } from '@/lib/cx';

const control =
  'w-full rounded-md border border-line-strong bg-surface px-2.5 text-ink placeholder:text-faint ' +
  'aria-invalid:border-critical disabled:cursor-not-allowed disabled:opacity-60';

export interface FieldProps {
  label: ReactNode;
  /** What to put in, in a few words. */
  hint?: ReactNode;
  /** What is wrong with what is in it. */
  error?: string | undefined;
  /** One control: Input, TextArea, Select or what takes `id` and `aria-*`. */
  children: ReactElement<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }>;
  className?: string;
}

/** A labelled control with its hint and its error, tied together for those who listen. */
export function Field({ label, hint, error, children, className }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {cloneElement(children, {
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-xs text-critical">
          {error}
        </p>
      )}
    </div>
  );
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={cx(control, 'h-8 pointer-coarse:h-11', className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={cx(control, 'min-h-20 py-1.5', className)} />;
}

/** The browser's own select: right on a phone, and with a keyboard. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={cx(control, 'h-8 pointer-coarse:h-11', className)} />;
}

export function Checkbox({ label, className, ...rest }: ComponentProps<'input'> & { label: ReactNode }) {
  return (
    <label className={cx('inline-flex min-h-6 items-center gap-2 pointer-coarse:min-h-11', className)}>
      <input type="checkbox" {...rest} className="size-4 accent-(--c-accent)" />
      {label}
    </label>
  );
}

/** What the whole form failed with, where no one field is to blame. */
export function FormError({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <p role="alert" className="rounded-md bg-critical-bg px-3 py-2 text-critical">
      {children}
    </p>
  );
}

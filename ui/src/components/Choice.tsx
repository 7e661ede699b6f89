import type { ReactNode } from 'react';

export interface ChoiceItem {
  readonly value: string;
  readonly title: string;
  readonly line: ReactNode;
}

/** One of a few kinds, each with a line that says what it is. Arrow keys move the choice. */
export function Choice({
  label,
  name,
  items,
  value,
  onChange,
}: {
  label: string;
  name: string;
  items: readonly ChoiceItem[];
  value: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{label}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {items.map((item) => (
          <label
            key={item.value}
            className="flex cursor-pointer items-start gap-2.5 rounded-lg border border-line bg-surface px-3 py-2.5 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-bg has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--c-focus)"
          >
            <input
              type="radio"
              name={name}
              value={item.value}
              checked={value === item.value}
              onChange={() => onChange(item.value)}
              className="mt-0.5 size-4 shrink-0 accent-(--c-accent) outline-none"
            />
            <span className="min-w-0">
              <span className="block font-medium">{item.title}</span>
              <span className="block text-sm text-muted">{item.line}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

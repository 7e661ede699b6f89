import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '@/components/Button';
import { Input } from '@/components/Field';
import { useSeenLabels } from '@/lib/seenLabels';

/** Names of labels; alerts with the same values of them are one group. */
export function GroupBy({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (names: string[]) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const seen = [...useSeenLabels().labels.keys()].filter((it) => !value.includes(it));
  const add = () => {
    const name = typed.trim();
    if (name && !value.includes(name)) onChange([...value, name]);
    setTyped('');
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        One group for alerts with the same
      </label>
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {value.map((name) => (
            <li
              key={name}
              className="inline-flex h-7 items-center gap-1 rounded-md bg-sunken pl-2 font-mono text-xs"
            >
              {name}
              <button
                type="button"
                aria-label={`Remove ${name}`}
                onClick={() => onChange(value.filter((it) => it !== name))}
                className="inline-flex size-7 items-center justify-center rounded text-muted hover:text-ink"
              >
                <X size={13} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Input
          id={id}
          list={`${id}-seen`}
          value={typed}
          placeholder={value.length === 0 ? 'a group for each alert' : 'another label'}
          className="max-w-64"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              add();
            }
          }}
        />
        <datalist id={`${id}-seen`}>
          {seen.map((it) => (
            <option key={it} value={it} />
          ))}
        </datalist>
        <Button onClick={add} disabled={!typed.trim()}>
          Add
        </Button>
      </div>
    </div>
  );
}

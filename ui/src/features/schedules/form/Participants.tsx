import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { IconButton } from '@/components/Button';
import { Field } from '@/components/Field';
import { PersonPicker } from '@/components/PersonPicker';
import { cx } from '@/lib/cx';
import { useNames } from '@/lib/people';
import { moved } from '../rotation';

/** Who takes turns, in order: by dragging, by buttons, or with Alt and the arrow keys on a line. */
export function Participants({
  people,
  onChange,
  error,
}: {
  people: readonly string[];
  onChange: (people: readonly string[]) => void;
  error?: string | undefined;
}) {
  const nameOf = useNames();
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number>();
  const [told, setTold] = useState('');

  const move = (from: number, to: number, focus: 'line' | 'none' = 'none') => {
    if (to < 0 || to >= people.length || to === from) return;
    onChange(moved(people, from, to));
    setTold(`${nameOf(people[from])} is now number ${to + 1} of ${people.length}`);
    if (focus === 'line') {
      requestAnimationFrame(() => (list.current?.children[to] as HTMLElement | undefined)?.focus());
    }
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(index, index + (event.key === 'ArrowUp' ? -1 : 1), 'line');
  };

  return (
    <div className="flex flex-col gap-2">
      <Field
        label="People in turn"
        hint={people.length > 1 ? 'Drag to change the order, or Alt with the arrow keys.' : undefined}
        error={error}
      >
        <PersonPicker
          value=""
          placeholder="Add a person"
          exclude={people}
          onChange={(id) => id && onChange([...people, id])}
        />
      </Field>
      <ol ref={list} aria-label="People in turn" className="flex flex-col gap-1">
        {people.map((id, index) => (
          <li
            key={id}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the line is moved with Alt and the arrow keys
            tabIndex={0}
            draggable
            onKeyDown={(event) => onKeyDown(event, index)}
            onDragStart={(event) => {
              setDragged(index);
              event.dataTransfer.effectAllowed = 'move';
            }}
            onDragEnd={() => setDragged(undefined)}
            onDragOver={(event) => {
              if (dragged === undefined) return;
              event.preventDefault();
              if (dragged !== index) {
                move(dragged, index);
                setDragged(index);
              }
            }}
            className={cx(
              'flex items-center gap-1 rounded-md bg-sunken py-0.5 pr-0.5 pl-1.5',
              dragged === index && 'opacity-60 outline-2 outline-accent',
            )}
          >
            <GripVertical size={14} aria-hidden className="shrink-0 cursor-grab text-faint" />
            <span className="w-5 text-right text-faint">{index + 1}</span>
            <span className="min-w-0 flex-1 truncate pl-1">{nameOf(id)}</span>
            <IconButton
              label={`${nameOf(id)} earlier`}
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            >
              <ArrowUp size={15} aria-hidden />
            </IconButton>
            <IconButton
              label={`${nameOf(id)} later`}
              disabled={index === people.length - 1}
              onClick={() => move(index, index + 1)}
            >
              <ArrowDown size={15} aria-hidden />
            </IconButton>
            <IconButton
              label={`Take ${nameOf(id)} out`}
              onClick={() => onChange(people.filter((_, i) => i !== index))}
            >
              <X size={15} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {told}
      </p>
    </div>
  );
}

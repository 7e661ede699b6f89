import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { cx } from '@/lib/cx';
import { type Last, lasts, mistakeIn, type RangeSearch, usual } from './range';

const words: Record<Last, string> = { '7d': '7 days', '30d': '30 days', '90d': '90 days' };

/** The range of the report; it stands in the address. */
export function RangeBar({ search }: { search: RangeSearch }) {
  const navigate = useNavigate();
  const [own, setOwn] = useState(search.from !== undefined);
  const choose = (next: RangeSearch) => navigate({ to: '/analytics', search: next });
  const last = search.from || own ? undefined : (search.last ?? usual);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <fieldset className="flex rounded-md border border-line-strong bg-surface p-0.5">
        <legend className="sr-only">Range</legend>
        {lasts.map((it) => (
          <Part
            key={it}
            chosen={last === it}
            onChoose={() => {
              setOwn(false);
              choose(it === usual ? {} : { last: it });
            }}
          >
            {words[it]}
          </Part>
        ))}
        <Part chosen={last === undefined} onChoose={() => setOwn(true)}>
          Days…
        </Part>
      </fieldset>
      {own && <OwnDays key={`${search.from}${search.to}`} search={search} onChoose={choose} />}
    </div>
  );
}

function Part({
  chosen,
  onChoose,
  children,
}: {
  chosen: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}) {
  return (
    <label
      className={cx(
        'relative flex h-7 cursor-pointer items-center rounded px-2.5 font-medium pointer-coarse:h-10',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--c-focus)',
        chosen ? 'bg-accent-bg text-accent' : 'text-muted hover:text-ink',
      )}
    >
      <input
        type="radio"
        name="range"
        checked={chosen}
        onChange={onChoose}
        className="absolute inset-0 cursor-pointer appearance-none rounded outline-none"
      />
      {children}
    </label>
  );
}

function OwnDays({ search, onChoose }: { search: RangeSearch; onChoose: (next: RangeSearch) => void }) {
  const [from, setFrom] = useState(search.from ?? '');
  const [to, setTo] = useState(search.to ?? '');
  const mistake = mistakeIn(from, to);
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!mistake) onChoose({ from, to });
      }}
    >
      <DayInput label="First day" value={from} onChange={setFrom} />
      <DayInput label="Last day" value={to} onChange={setTo} />
      <Button type="submit" disabled={mistake !== undefined}>
        Show
      </Button>
      {from && to && mistake && (
        <p role="alert" className="text-critical">
          {mistake}
        </p>
      )}
    </form>
  );
}

function DayInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <input
      type="date"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="h-8 rounded-md border border-line-strong bg-surface px-2 tabular-nums pointer-coarse:h-11"
    />
  );
}

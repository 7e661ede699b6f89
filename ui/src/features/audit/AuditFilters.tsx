import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { Field, Input, Select } from '@/components/Field';
import { peopleQuery } from '@/lib/people';
import { keyNamesQuery } from './api/keyNames';
import type { AuditFilter } from './search';
import { filterNouns } from './words';

/** What the log is narrowed to. */
export function AuditFilters({
  filter,
  onChange,
}: {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}) {
  const { data: people } = useQuery(peopleQuery);
  const { data: keys } = useQuery(keyNamesQuery);
  const set = (name: keyof AuditFilter, value: string) => {
    const { [name]: _, ...rest } = filter;
    onChange(value ? { ...rest, [name]: value } : rest);
  };
  const noun = filter.action?.split('.', 1)[0];
  return (
    <search className="grid grid-cols-2 items-end gap-3 md:grid-cols-[2fr_1.5fr_1fr_1fr_auto]">
      <Field label="Who" className="col-span-2 md:col-span-1">
        <Select value={filter.actor ?? ''} onChange={(event) => set('actor', event.target.value)}>
          <option value="">everybody</option>
          <optgroup label="People">
            {(people ?? []).map((it) => (
              <option key={it.id} value={`user:${it.id}`}>
                {it.name}
              </option>
            ))}
          </optgroup>
          <optgroup label="Keys">
            {[...(keys ?? [])].map(([id, description]) => (
              <option key={id} value={`key:${id}`}>
                {description}
              </option>
            ))}
          </optgroup>
          <option value="operator">the operator</option>
        </Select>
      </Field>
      <Field label="What" className="col-span-2 md:col-span-1">
        <Select value={noun ?? ''} onChange={(event) => set('action', event.target.value)}>
          <option value="">everything</option>
          {filterNouns.map(([action, label]) => (
            <option key={action} value={action}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="From">
        <Input type="date" value={filter.from ?? ''} onChange={(event) => set('from', event.target.value)} />
      </Field>
      <Field label="To">
        <Input type="date" value={filter.to ?? ''} onChange={(event) => set('to', event.target.value)} />
      </Field>
      <Button disabled={Object.keys(filter).length === 0} onClick={() => onChange({})}>
        Clear
      </Button>
      {filter.resource && (
        <p className="col-span-full text-sm break-all text-muted">
          Only what was done to <code>{filter.resource}</code>
        </p>
      )}
    </search>
  );
}

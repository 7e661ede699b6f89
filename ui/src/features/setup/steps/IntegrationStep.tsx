import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Select } from '@/components/Field';
import { asProblem } from '@/lib/api';
import { useCreateIntegration } from '../api/stored';

const sources = [
  ['alertmanager', 'Prometheus Alertmanager'],
  ['grafana', 'Grafana'],
  ['generic', 'Anything that can send JSON'],
] as const;

/** The first door for alerts. Its key is shown by the next step, where it is used. */
export function IntegrationStep({ onKey }: { onKey: (key: string) => void }) {
  const [source, setSource] = useState<string>(sources[0][0]);
  const create = useCreateIntegration();
  const problem = create.error ? asProblem(create.error) : undefined;
  const label = sources.find(([it]) => it === source)?.[1] ?? source;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        // Not by `mutate`: what it calls back is lost when the next step has already taken this one's place.
        create.mutateAsync({ name: label, source }).then(onKey, () => undefined);
      }}
    >
      <FormError>{problem?.message}</FormError>
      <Field label="What watches your systems" hint="More of them later, on the page Integrations.">
        <Select value={source} onChange={(event) => setSource(event.target.value)}>
          {sources.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button look="primary" type="submit" busy={create.isPending} className="self-start">
        Create the integration
      </Button>
    </form>
  );
}

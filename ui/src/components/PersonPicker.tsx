import { useQuery } from '@tanstack/react-query';
import { peopleQuery } from '@/lib/people';
import { Combobox, type ComboboxProps } from './Combobox';

/** One active person, by name or address. The value is the user id. */
export function PersonPicker({
  exclude,
  ...rest
}: Omit<ComboboxProps, 'options'> & {
  /** Ids of people not to offer. */
  exclude?: readonly string[];
}) {
  const { data, isPending } = useQuery(peopleQuery);
  const options = (data ?? [])
    .filter((it) => it.id && !exclude?.includes(it.id))
    .map((it) => ({ value: it.id!, label: it.name, hint: it.email }));
  return (
    <Combobox
      placeholder="Find a person"
      none={isPending ? 'Loading people…' : 'Nobody of that name.'}
      {...rest}
      options={options}
    />
  );
}

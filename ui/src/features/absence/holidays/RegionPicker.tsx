import { useQuery } from '@tanstack/react-query';
import { Combobox, type ComboboxProps } from '@/components/Combobox';
import { regionsQuery } from '@/lib/holidays';

/** A country, or a region of one, found by its name or code. */
export function RegionPicker(props: Omit<ComboboxProps, 'options'>) {
  const { data, isPending } = useQuery(regionsQuery);
  return (
    <Combobox
      placeholder="Find a country or region"
      none={isPending ? 'Loading regions…' : 'No region of that name.'}
      {...props}
      options={(data ?? []).map((it) => ({ value: it.code ?? '', label: it.name ?? '', hint: it.code }))}
    />
  );
}

import { useMemo } from 'react';
import { readerZone } from '@/lib/time';
import { allZones, offsetOf } from '@/lib/zones';
import { Combobox, type ComboboxProps } from './Combobox';

/** An IANA time zone, found by its name or offset. */
export function ZonePicker(props: Omit<ComboboxProps, 'options'>) {
  const { value } = props;
  const options = useMemo(() => {
    const now = Date.now();
    const zones = allZones(readerZone());
    return (value && !zones.includes(value) ? [value, ...zones] : zones).map((zone) => ({
      value: zone,
      label: zone,
      hint: offsetOf(zone, now),
    }));
  }, [value]);
  return <Combobox placeholder="Find a time zone" none="No such time zone." {...props} options={options} />;
}

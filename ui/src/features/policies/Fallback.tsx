import { useQuery } from '@tanstack/react-query';
import { Field, Input, Select } from '@/components/Field';
import type { Schemas } from '@/lib/api';
import { channelsQuery } from '@/lib/arrangement';
import { useCaller } from '@/lib/caller';
import { useTargetNames } from './useTargetNames';

/** The channel that is paged when all rounds are over without an answer. */
export function Fallback({
  value,
  readOnly,
  onChange,
}: {
  value: Schemas['ChannelTarget'] | undefined;
  readOnly: boolean;
  onChange: (fallback: Schemas['ChannelTarget'] | undefined) => void;
}) {
  const may = useCaller().may('manager');
  const channels = useQuery({ ...channelsQuery, enabled: may }).data ?? [];
  const { channelName } = useTargetNames();
  if (readOnly) {
    return <p>Fallback: {value ? channelName(value.channelId) : 'none, the last page is the last'}</p>;
  }
  return (
    <div className="flex flex-col gap-2">
      <Field label="Fallback" hint="Paged when nobody has answered at the end">
        <Select
          value={value?.channelId ?? ''}
          onChange={(event) =>
            onChange(event.target.value ? { channelId: event.target.value, address: '' } : undefined)
          }
        >
          <option value="">none: the last page is the last</option>
          {channels.map((it) => (
            <option key={it.id} value={it.id}>
              {it.name}
            </option>
          ))}
        </Select>
      </Field>
      {value && (
        <Input
          aria-label="Where in the fallback channel"
          placeholder="its own default address"
          value={value.address ?? ''}
          onChange={(event) => onChange({ channelId: value.channelId, address: event.target.value })}
        />
      )}
    </div>
  );
}

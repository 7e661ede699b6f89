import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { channelsQuery } from '@/lib/arrangement';
import { useCaller } from '@/lib/caller';
import { peopleQuery } from '@/lib/people';
import { schedulesQuery } from '@/lib/schedules';
import { type Target, targetKey } from '@/lib/targets';
import { teamsQuery } from '@/lib/teams';
import { Button } from '../Button';
import { Combobox } from '../Combobox';
import { Input } from '../Field';
import type { Option } from '../options';

/** Finds somebody to page by typing: a person, a team, a schedule, or a channel. */
export function AddTarget({
  label = 'Add somebody to page',
  taken,
  onAdd,
  onPending,
}: {
  label?: string;
  taken: readonly string[];
  /** @param words what the target is called here */
  onAdd: (target: Target, words: string) => void;
  /** Told whether a channel is chosen that is not added yet: a stable function. */
  onPending?: (pending: boolean) => void;
}) {
  const hint = useId();
  const people = useQuery(peopleQuery).data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  const schedules = useQuery(schedulesQuery).data ?? [];
  const { may } = useCaller();
  // Only managers may read which channels there are.
  const channels = useQuery({ ...channelsQuery, enabled: may('manager') }).data ?? [];
  const [channel, setChannel] = useState('');
  const [address, setAddress] = useState('');

  const choices: readonly { option: Option; target: Target }[] = [
    ...schedules.flatMap((it) => [
      choice({ schedule: { scheduleId: it.id ?? '', next: false } }, `On call by ${it.name}`, 'schedule'),
      choice(
        { schedule: { scheduleId: it.id ?? '', next: true } },
        `Whoever is next by ${it.name}`,
        'schedule',
      ),
      choice(
        { schedule: { scheduleId: it.id ?? '', secondary: true } },
        `Secondary on call by ${it.name}`,
        'schedule',
      ),
    ]),
    ...people.filter((it) => it.active).map((it) => choice({ userId: it.id ?? '' }, it.name, 'person')),
    ...teams.map((it) => choice({ teamId: it.id ?? '' }, `All of ${it.name}`, 'team')),
    ...channels
      .filter((it) => !it.disabled)
      .map((it) => choice({ channel: { channelId: it.id ?? '', address: '' } }, it.name, 'channel')),
  ];
  const chosen = choices.find((it) => it.option.value === channel)?.target.channel;
  const pending = chosen !== undefined;
  useEffect(() => onPending?.(pending), [pending, onPending]);
  const add = () => {
    if (chosen) {
      const name = choices.find((it) => it.option.value === channel)?.option.label ?? '';
      onAdd({ channel: { ...chosen, address: address.trim() } }, [name, address.trim()].join(' ').trim());
    }
    setChannel('');
    setAddress('');
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Combobox
        aria-label={label}
        placeholder={`Add a person, team${may('manager') ? ', schedule or channel' : ' or schedule'}`}
        className="min-w-40 max-w-80 flex-1"
        options={choices
          .map((it) => it.option)
          .filter((it) => it.hint === 'channel' || !taken.includes(it.value))}
        value={channel}
        // Emptying the field takes a channel back that is not added yet.
        optional
        onChange={(value) => {
          const found = choices.find((it) => it.option.value === value);
          if (!found || found.target.channel) setChannel(value);
          else onAdd(found.target, found.option.label);
        }}
      />
      {chosen && (
        <>
          <Input
            aria-label="Where in the channel"
            aria-describedby={hint}
            placeholder="#ops (else its own default)"
            className="!w-52"
            value={address}
            autoFocus
            onChange={(event) => setAddress(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') {
                event.preventDefault();
                add();
              }
            }}
          />
          <Button onClick={add}>Add</Button>
          <p id={hint} className="basis-full text-xs text-muted">
            Add the channel, or it is not paged.
          </p>
        </>
      )}
    </div>
  );
}

const choice = (target: Target, label: string, hint: string) => ({
  target,
  option: { value: targetKey(target), label, hint },
});

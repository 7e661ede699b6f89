import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Combobox } from '@/components/Combobox';
import { Input } from '@/components/Field';
import type { Option } from '@/components/options';
import { channelsQuery } from '@/lib/arrangement';
import { peopleQuery } from '@/lib/people';
import { schedulesQuery } from '@/lib/schedules';
import { teamsQuery } from '@/lib/teams';
import type { Target } from './api/policies';
import { targetKey } from './steps';

/** Finds somebody to page by typing: a person, a team, a schedule, or a channel. */
export function AddTarget({ taken, onAdd }: { taken: readonly string[]; onAdd: (target: Target) => void }) {
  const people = useQuery(peopleQuery).data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  const schedules = useQuery(schedulesQuery).data ?? [];
  const channels = useQuery(channelsQuery).data ?? [];
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
    ...people.map((it) => choice({ userId: it.id ?? '' }, it.name, 'person')),
    ...teams.map((it) => choice({ teamId: it.id ?? '' }, `All of ${it.name}`, 'team')),
    ...channels
      .filter((it) => !it.disabled)
      .map((it) => choice({ channel: { channelId: it.id ?? '', address: '' } }, it.name, 'channel')),
  ];
  const chosen = choices.find((it) => it.option.value === channel)?.target.channel;
  const add = () => {
    if (chosen) onAdd({ channel: { ...chosen, address: address.trim() } });
    setChannel('');
    setAddress('');
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Combobox
        aria-label="Add somebody to page"
        placeholder="Add a person, team, schedule or channel"
        className="min-w-40 max-w-80 flex-1"
        options={choices
          .map((it) => it.option)
          .filter((it) => it.hint === 'channel' || !taken.includes(it.value))}
        value={channel}
        onChange={(value) => {
          const target = choices.find((it) => it.option.value === value)?.target;
          if (target?.channel) setChannel(value);
          else if (target) onAdd(target);
        }}
      />
      {chosen && (
        <>
          <Input
            aria-label="Where in the channel"
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
        </>
      )}
    </div>
  );
}

const choice = (target: Target, label: string, hint: string) => ({
  target,
  option: { value: targetKey(target), label, hint },
});

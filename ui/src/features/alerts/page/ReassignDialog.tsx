import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Checkbox, Field, FormError, Input, Select, TextArea } from '@/components/Field';
import { Loaded } from '@/components/States';
import { Tabs } from '@/components/Tabs';
import { asProblem, type Schemas } from '@/lib/api';
import { policiesQuery } from '@/lib/arrangement';
import { useCaller } from '@/lib/caller';
import { peopleQuery } from '@/lib/people';
import { schedulesQuery } from '@/lib/schedules';
import { teamsQuery } from '@/lib/teams';
import { toasts } from '@/lib/toasts';
import { toldTo } from '@/lib/useSentence';
import type { Alert } from '../api/listAlerts';
import { alertKey, reassignAlert } from '../api/oneAlert';

type Kind = 'people' | 'teams' | 'schedules' | 'policy';

/** Hands the alert to people, to teams, to whoever is on call, or to another policy. */
export function ReassignDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const queries = useQueryClient();
  const { userId: me } = useCaller();
  const people = useQuery(peopleQuery);
  const teams = useQuery(teamsQuery);
  const schedules = useQuery(schedulesQuery);
  const policies = useQuery(policiesQuery);
  const [kind, setKind] = useState<Kind>('people');
  const [users, setUsers] = useState<readonly string[]>([]);
  const [groups, setGroups] = useState<readonly string[]>([]);
  const [rosters, setRosters] = useState<readonly string[]>([]);
  const [policyId, setPolicyId] = useState('');
  const [note, setNote] = useState('');
  const id = alert.id ?? '';
  const targets: Record<Exclude<Kind, 'policy'>, Schemas['Target'][]> = {
    people: users.map((userId) => ({ userId })),
    teams: groups.map((teamId) => ({ teamId })),
    schedules: rosters.map((scheduleId) => ({ schedule: { scheduleId, next: false } })),
  };
  const ready = kind === 'policy' ? policyId !== '' : targets[kind].length > 0;
  const reassign = useMutation({
    mutationFn: () =>
      reassignAlert(id, { ...(kind === 'policy' ? { policyId } : { targets: targets[kind] }), note }),
    meta: { quiet: true },
    onSuccess: (change) => {
      onClose();
      toldTo(me, change.reason?.summary || 'Reassigned', queries).then((it) => toasts.tell(it));
      return queries
        .invalidateQueries({ queryKey: ['alerts'], refetchType: 'none' })
        .then(() => queries.invalidateQueries({ queryKey: alertKey(id) }));
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(it) => !it && onClose()}
      title="Reassign"
      description="The running escalation stops, and those chosen here are paged at once."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={!ready}
            busy={reassign.isPending}
            onClick={() => reassign.mutate()}
          >
            Reassign
          </Button>
        </>
      }
    >
      <FormError>{reassign.error && asProblem(reassign.error).message}</FormError>
      <Tabs
        label="To whom"
        value={kind}
        onChange={(it) => setKind(it as Kind)}
        tabs={[
          {
            value: 'people',
            label: 'People',
            content: (
              <Loaded query={people} what="people" rows={3}>
                {(list) => (
                  <Choices
                    label="People"
                    options={list
                      .filter((it) => it.active)
                      .map((it) => ({ id: it.id ?? '', name: it.name ?? '' }))}
                    chosen={users}
                    onChange={setUsers}
                  />
                )}
              </Loaded>
            ),
          },
          {
            value: 'teams',
            label: 'Teams',
            content: (
              <Loaded query={teams} what="teams" rows={3}>
                {(list) => (
                  <Choices
                    label="Teams"
                    options={list.map((it) => ({ id: it.id ?? '', name: `All of ${it.name}` }))}
                    chosen={groups}
                    onChange={setGroups}
                  />
                )}
              </Loaded>
            ),
          },
          {
            value: 'schedules',
            label: 'On call',
            content: (
              <Loaded query={schedules} what="schedules" rows={3}>
                {(list) => (
                  <Choices
                    label="Schedules"
                    options={list.map((it) => ({ id: it.id ?? '', name: `On call: ${it.name}` }))}
                    chosen={rosters}
                    onChange={setRosters}
                  />
                )}
              </Loaded>
            ),
          },
          {
            value: 'policy',
            label: 'Policy',
            content: (
              <Loaded query={policies} what="policies" rows={3}>
                {(list) => (
                  <Field label="Escalation policy">
                    <Select value={policyId} onChange={(event) => setPolicyId(event.target.value)}>
                      <option value="">Choose one</option>
                      {list.map((it) => (
                        <option key={it.id} value={it.id}>
                          {it.name}
                        </option>
                      ))}
                    </Select>
                  </Field>
                )}
              </Loaded>
            ),
          },
        ]}
      />
      <Field label="Note" hint="Kept on the timeline.">
        <TextArea rows={2} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </Dialog>
  );
}

/** More than these are narrowed down by typing. */
const MANY = 8;

function Choices({
  label,
  options,
  chosen,
  onChange,
}: {
  label: string;
  options: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const [text, setText] = useState('');
  const shown = options.filter(
    (it) => chosen.includes(it.id) || it.name.toLowerCase().includes(text.trim().toLowerCase()),
  );
  if (options.length === 0) return <p className="text-muted">There are none yet.</p>;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{label}</legend>
      {options.length > MANY && (
        <Input
          type="search"
          aria-label={`Search ${label.toLowerCase()}`}
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="flex max-h-52 flex-col gap-0.5 overflow-y-auto">
        {shown.map((it) => (
          <Checkbox
            key={it.id}
            label={it.name}
            checked={chosen.includes(it.id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, it.id] : chosen.filter((other) => other !== it.id))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Checkbox, Field, FormError, Select } from '@/components/Field';
import { Card } from '@/components/Page';
import { Loaded } from '@/components/States';
import { asProblem } from '@/lib/api';
import { useCaller } from '@/lib/caller';
import { durationOf, inWords, secondsOf } from '@/lib/duration';
import { type HandoffSettings, handoffSettingsQuery, useChangeHandoffSettings } from '../api/handoffs';

const BEFORE = [900, 1800, 3600, 7200, 14_400, 86_400];
const WITHIN = [300, 600, 900, 1800, 3600];

/** The usual lengths, and the one that is set. */
const lengths = (usual: readonly number[], set: number) =>
  [...new Set([...usual, set])].sort((a, b) => a - b);

export function HandoffSwitches({ id }: { id: string }) {
  const query = useQuery(handoffSettingsQuery(id));
  return (
    <Card title="When it changes hands">
      <Loaded query={query} what="the settings" rows={2}>
        {(settings) => <Form key={settings.updateTime ?? ''} id={id} settings={settings} />}
      </Loaded>
    </Card>
  );
}

function Form({ id, settings }: { id: string; settings: HandoffSettings }) {
  const { may } = useCaller();
  const change = useChangeHandoffSettings(id);
  const [notices, setNotices] = useState(settings.notices ?? false);
  const [before, setBefore] = useState(secondsOf(settings.noticeBefore));
  const [drills, setDrills] = useState(settings.drills ?? false);
  const [within, setWithin] = useState(secondsOf(settings.drillAnswerWithin));
  const readOnly = !may('manager');
  return (
    <form
      className="flex flex-col gap-4 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({
          notices,
          noticeBefore: durationOf(before),
          drills,
          drillAnswerWithin: durationOf(within),
        });
      }}
    >
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        <div className="flex flex-col gap-2">
          <Checkbox
            label="Tell who comes and who goes"
            checked={notices}
            disabled={readOnly}
            onChange={(event) => setNotices(event.target.checked)}
          />
          <p className="text-xs text-faint">
            Who comes gets the open alerts and the last note, before and at the hand-off, on their own
            channels.
          </p>
          <Length
            label="How long before"
            value={before}
            options={lengths(BEFORE, before)}
            disabled={readOnly || !notices}
            onChange={setBefore}
          />
        </div>
        <div className="flex flex-col gap-2">
          <Checkbox
            label="Send who comes a test page"
            checked={drills}
            disabled={readOnly}
            onChange={(event) => setDrills(event.target.checked)}
          />
          <p className="text-xs text-faint">
            A page like a real one, to them alone. When it is not answered they and the managers are told.
          </p>
          <Length
            label="Time to answer"
            value={within}
            options={lengths(WITHIN, within)}
            disabled={readOnly || !drills}
            onChange={setWithin}
          />
        </div>
      </div>
      <FormError>{change.error && asProblem(change.error).message}</FormError>
      {!readOnly && (
        <div>
          <Button type="submit" look="primary" busy={change.isPending}>
            Save
          </Button>
        </div>
      )}
    </form>
  );
}

function Length({
  label,
  value,
  options,
  disabled,
  onChange,
}: {
  label: string;
  value: number;
  options: readonly number[];
  disabled: boolean;
  onChange: (seconds: number) => void;
}) {
  return (
    <Field label={label}>
      <Select
        value={String(value)}
        disabled={disabled}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {options.map((it) => (
          <option key={it} value={it}>
            {inWords(it)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

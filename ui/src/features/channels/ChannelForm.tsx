import { useState } from 'react';
import { Button } from '@/components/Button';
import { Checkbox, Field, FormError, Input } from '@/components/Field';
import { SettingFields } from '@/components/SettingFields';
import type { Problem } from '@/lib/api';
import { focusFirstMistake } from '@/lib/focus';
import type { Channel } from './api/channels';
import { type ChannelDraft, channelDraft, channelMistakes, channelOf, storedSettings } from './draft';
import type { Kind } from './kinds';

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (it) => `_${it.toLowerCase()}`);

/** The one form of all kinds; what it asks is told by the kind. */
export function ChannelForm({
  kind,
  channel,
  problem,
  busy,
  readOnly,
  submit,
  onSubmit,
}: {
  kind: Kind;
  channel?: Channel;
  problem: Problem | undefined;
  busy: boolean;
  readOnly?: boolean;
  /** The word on the button. */
  submit: string;
  onSubmit: (channel: Partial<Channel> & { name: string }) => void;
}) {
  const [draft, setDraft] = useState(() => channelDraft(kind, channel));
  const [tried, setTried] = useState(false);
  const mistakes = channelMistakes(kind, draft, channel);
  const set = (change: Partial<ChannelDraft>) => setDraft((old) => ({ ...old, ...change }));
  const errorOf = (name: string) =>
    problem?.of(snake(name)) ?? problem?.of(name) ?? (tried ? mistakes[name] : undefined);
  return (
    <form
      noValidate
      className="flex flex-col gap-3 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.keys(mistakes).length === 0) onSubmit(channelOf(kind, draft));
        else focusFirstMistake(event.currentTarget);
      }}
    >
      <FormError>{problem?.message}</FormError>
      <Field label="Name" error={errorOf('name')}>
        <Input
          maxLength={120}
          readOnly={readOnly}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <SettingFields
        fields={kind.fields}
        draft={draft.settings}
        stored={storedSettings(kind, channel)}
        errorOf={errorOf}
        readOnly={readOnly ?? false}
        onChange={(name, value) => set({ settings: { ...draft.settings, [name]: value } })}
      />
      {kind.address && (
        <Field label={kind.address.label} hint={kind.address.hint} error={errorOf('defaultAddress')}>
          <Input
            readOnly={readOnly}
            placeholder={kind.address.placeholder}
            value={draft.address}
            onChange={(event) => set({ address: event.target.value })}
          />
        </Field>
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="Messages a second"
          hint="Over all replicas; what is beyond it waits. Empty: as usual for its kind."
          error={errorOf('rate')}
        >
          <Input
            type="number"
            min={0.01}
            max={1000}
            step="any"
            readOnly={readOnly}
            value={draft.rate}
            onChange={(event) => set({ rate: event.target.value })}
          />
        </Field>
        <Field label="At once after a pause" error={errorOf('burst')}>
          <Input
            type="number"
            min={0}
            readOnly={readOnly}
            value={draft.burst}
            onChange={(event) => set({ burst: event.target.value })}
          />
        </Field>
      </div>
      <div className="flex flex-col">
        <Checkbox
          label="Takes messages"
          disabled={readOnly}
          checked={draft.enabled}
          onChange={(event) => set({ enabled: event.target.checked })}
        />
        <Checkbox
          label="Default of its kind: used for people's contacts"
          disabled={readOnly}
          checked={draft.isDefault}
          onChange={(event) => set({ isDefault: event.target.checked })}
        />
      </div>
      {!readOnly && (
        <div>
          <Button look="primary" type="submit" busy={busy}>
            {submit}
          </Button>
        </div>
      )}
    </form>
  );
}

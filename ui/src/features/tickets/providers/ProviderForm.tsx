import { useState } from 'react';
import { Button } from '@/components/Button';
import { Checkbox, Field, FormError, Input } from '@/components/Field';
import { SettingFields } from '@/components/SettingFields';
import type { Problem } from '@/lib/api';
import { focusFirstMistake } from '@/lib/focus';
import { draftOf, mistakesIn, type Settings, settingsOf } from '@/lib/settings';
import type { Provider } from '../api/providers';
import type { ProviderKind } from './types';

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (it) => `_${it.toLowerCase()}`);

/** The one form of all ticket systems; what it asks is told by the kind. */
export function ProviderForm({
  kind,
  provider,
  problem,
  busy,
  readOnly = false,
  submit,
  onSubmit,
}: {
  kind: ProviderKind;
  provider?: Provider;
  problem: Problem | undefined;
  busy: boolean;
  readOnly?: boolean;
  submit: string;
  onSubmit: (provider: Partial<Provider> & { name: string }) => void;
}) {
  const stored = provider?.[kind.type] as Settings | undefined;
  const [name, setName] = useState(provider?.name ?? kind.name);
  const [enabled, setEnabled] = useState(!provider?.disabled);
  const [draft, setDraft] = useState(() => draftOf(kind.fields, stored));
  const [tried, setTried] = useState(false);
  const mistakes: Readonly<Record<string, string>> = {
    ...mistakesIn(kind.fields, draft, stored),
    ...(name.trim() === '' ? { name: 'This is needed.' } : {}),
  };
  const errorOf = (field: string) =>
    problem?.of(snake(field)) ?? problem?.of(field) ?? (tried ? mistakes[field] : undefined);
  return (
    <form
      noValidate
      className="flex flex-col gap-3 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.keys(mistakes).length > 0) focusFirstMistake(event.currentTarget);
        else
          onSubmit({
            name: name.trim(),
            disabled: !enabled,
            [kind.type]: settingsOf(kind.fields, draft),
          });
      }}
    >
      <FormError>{problem?.message}</FormError>
      <Field label="Name" error={errorOf('name')}>
        <Input
          maxLength={120}
          readOnly={readOnly}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <SettingFields
        fields={kind.fields}
        draft={draft}
        stored={stored}
        errorOf={errorOf}
        readOnly={readOnly}
        onChange={(field, value) => setDraft((old) => ({ ...old, [field]: value }))}
      />
      <Checkbox
        label="Opens tickets"
        disabled={readOnly}
        checked={enabled}
        onChange={(event) => setEnabled(event.target.checked)}
      />
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

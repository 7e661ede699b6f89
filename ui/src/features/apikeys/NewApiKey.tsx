import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { CodeBlock } from '@/components/CodeBlock';
import { Dialog } from '@/components/Dialog';
import { Checkbox, Field, FormError, Input, Select } from '@/components/Field';
import { ShownOnce } from '@/components/ShownOnce';
import { asProblem } from '@/lib/api';
import { type Role, rankOf, useCaller } from '@/lib/caller';
import { createApiKey } from './api/apiKeys';
import { endOf, lifetimes, nouns } from './keys';

const roles: readonly (readonly [role: Role, may: string])[] = [
  ['ROLE_VIEWER', 'Viewer: reads everything but secrets'],
  ['ROLE_RESPONDER', 'Responder: answers alerts'],
  ['ROLE_MANAGER', 'Manager: arranges schedules, policies, routes, templates'],
  ['ROLE_ADMIN', 'Admin: runs people, keys, integrations, channels'],
  ['ROLE_OWNER', 'Owner: everything'],
];

/** Asks what the key may do, and shows it once when it is made. */
export function NewApiKey({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [key, setKey] = useState<string>();
  const close = () => {
    setKey(undefined);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(it) => !it && close()}
      title={key ? 'Your new key' : 'New API key'}
      description={key ? undefined : 'For scripts and tools that call the API without a person.'}
      wide
      {...(key
        ? {
            actions: (
              <Button look="primary" onClick={close}>
                I have copied it
              </Button>
            ),
          }
        : {})}
    >
      {key ? (
        <div className="flex flex-col gap-3">
          <ShownOnce value={key} label="API key" />
          <CodeBlock label="Try it" text={`curl ${location.origin}/api/v1/auth/me -H 'X-API-Key: ${key}'`} />
        </div>
      ) : (
        <Form onMade={setKey} onCancel={close} />
      )}
    </Dialog>
  );
}

function Form({ onMade, onCancel }: { onMade: (key: string) => void; onCancel: () => void }) {
  const queries = useQueryClient();
  const caller = useCaller();
  const [description, setDescription] = useState('');
  const [role, setRole] = useState<Role>('ROLE_RESPONDER');
  const [days, setDays] = useState(90);
  const [limited, setLimited] = useState(false);
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const creation = useMutation({
    mutationFn: () => {
      const expireTime = endOf(days, Date.now());
      return createApiKey({
        description,
        role,
        scopes: limited ? scopes : [],
        ...(expireTime ? { expireTime } : {}),
      });
    },
    meta: { quiet: true },
    onSuccess: (key) => {
      queries.invalidateQueries({ queryKey: ['api-keys'] });
      onMade(key);
    },
  });
  const problem = creation.error ? asProblem(creation.error) : undefined;
  const toggle = (scope: string, on: boolean) =>
    setScopes((old) => (on ? [...old, scope] : old.filter((it) => it !== scope)));
  return (
    <form
      className="flex flex-col gap-3 pb-4"
      onSubmit={(event) => {
        event.preventDefault();
        creation.mutate();
      }}
    >
      <FormError>{problem && problem.violations.length === 0 && problem.message}</FormError>
      <Field label="What is it for?" error={problem?.of('description')}>
        <Input
          required
          autoFocus
          maxLength={200}
          placeholder="Terraform in the pipeline"
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
        <Field label="Role" error={problem?.of('role')}>
          <Select value={role} onChange={(event) => setRole(event.target.value as Role)}>
            {roles
              .filter(([it]) => rankOf(it) <= rankOf(caller.role))
              .map(([it, may]) => (
                <option key={it} value={it}>
                  {may}
                </option>
              ))}
          </Select>
        </Field>
        <Field label="Works for" error={problem?.of('expire_time')}>
          <Select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {lifetimes.map((it) => (
              <option key={it.days} value={it.days}>
                {it.label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Checkbox
        label="Limit it further, to what is chosen here"
        checked={limited}
        onChange={(event) => setLimited(event.target.checked)}
      />
      {limited && (
        <fieldset className="max-h-72 overflow-y-auto rounded-md border border-line">
          <legend className="sr-only">Scopes</legend>
          {nouns.map(([noun, label, readOnly]) => (
            <div
              key={noun}
              className="flex items-center justify-between gap-4 border-b border-line px-3 py-1 last:border-0"
            >
              <span>{label}</span>
              <span className="flex gap-4">
                <Checkbox
                  label="read"
                  aria-label={`Read ${label}`}
                  checked={scopes.includes(`${noun}:read`)}
                  onChange={(event) => toggle(`${noun}:read`, event.target.checked)}
                />
                <Checkbox
                  label="change"
                  aria-label={`Change ${label}`}
                  disabled={readOnly !== undefined}
                  checked={scopes.includes(`${noun}:write`)}
                  onChange={(event) => toggle(`${noun}:write`, event.target.checked)}
                />
              </span>
            </div>
          ))}
        </fieldset>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          look="primary"
          type="submit"
          busy={creation.isPending}
          disabled={limited && scopes.length === 0}
        >
          Create key
        </Button>
      </div>
    </form>
  );
}

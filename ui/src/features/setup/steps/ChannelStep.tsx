import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormError, Input, Select } from '@/components/Field';
import { asProblem, type Schemas } from '@/lib/api';
import { useCreateChannel } from '../api/stored';

type Kind = 'email' | 'sms' | 'slack';

const ports = { SMTP_SECURITY_STARTTLS: 587, SMTP_SECURITY_TLS: 465, SMTP_SECURITY_NONE: 25 } as const;
type Security = keyof typeof ports;

/** The first provider. More, and with every setting, on the channels' own page. */
export function ChannelStep() {
  const [kind, setKind] = useState<Kind>('email');
  const [values, setValues] = useState<Record<string, string>>({ port: '587' });
  const [security, setSecurity] = useState<Security>('SMTP_SECURITY_STARTTLS');
  const create = useCreateChannel();
  const problem = create.error ? asProblem(create.error) : undefined;
  const text = (name: string) => (values[name] ?? '').trim();
  const input = (name: string, more: React.ComponentProps<'input'> = {}) => (
    <Input
      {...more}
      value={values[name] ?? ''}
      onChange={(event) => setValues({ ...values, [name]: event.target.value })}
    />
  );
  const channel = (): Schemas['Channel'] => {
    if (kind === 'sms') {
      return {
        name: 'Text messages',
        kind: 'CHANNEL_KIND_SMS',
        sms: { accountSid: text('sid'), authToken: text('token'), fromNumber: text('number') },
      };
    }
    if (kind === 'slack') {
      return {
        name: 'Slack',
        kind: 'CHANNEL_KIND_SLACK',
        slack: { botToken: text('bot'), signingSecret: text('secret') },
      };
    }
    return {
      name: 'E-mail',
      kind: 'CHANNEL_KIND_EMAIL',
      email: {
        host: text('host'),
        port: Number(text('port')) || 0,
        security,
        username: text('username'),
        password: values.password ?? '',
        fromAddress: text('from'),
      },
    };
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(channel());
      }}
    >
      <FormError>{problem?.message}</FormError>
      <Field label="Provider">
        <Select value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
          <option value="email">E-mail (SMTP)</option>
          <option value="sms">Text messages (Twilio)</option>
          <option value="slack">Slack</option>
        </Select>
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        {kind === 'email' && (
          <>
            <Field label="Mail server" error={problem?.of('host')}>
              {input('host', { required: true, placeholder: 'smtp.example.com' })}
            </Field>
            <div className="grid grid-cols-[1fr_6rem] gap-2">
              <Field label="Security">
                <Select
                  value={security}
                  onChange={(event) => {
                    const next = event.target.value as Security;
                    setSecurity(next);
                    setValues({ ...values, port: String(ports[next]) });
                  }}
                >
                  <option value="SMTP_SECURITY_STARTTLS">STARTTLS</option>
                  <option value="SMTP_SECURITY_TLS">TLS</option>
                  <option value="SMTP_SECURITY_NONE">None</option>
                </Select>
              </Field>
              <Field label="Port" error={problem?.of('port')}>
                {input('port', { required: true, inputMode: 'numeric', pattern: '[0-9]+' })}
              </Field>
            </div>
            <Field label="User name" hint="Empty when it takes none.">
              {input('username', { autoComplete: 'off' })}
            </Field>
            <Field label="Password" error={problem?.of('password')}>
              {input('password', { type: 'password', autoComplete: 'off' })}
            </Field>
            <Field label="Sender" hint="Address that pages come from." error={problem?.of('from_address')}>
              {input('from', { type: 'email', required: true, placeholder: 'tocsin@example.com' })}
            </Field>
          </>
        )}
        {kind === 'sms' && (
          <>
            <Field label="Account SID" error={problem?.of('account_sid')}>
              {input('sid', { required: true, placeholder: 'AC…', autoComplete: 'off' })}
            </Field>
            <Field label="Auth token" error={problem?.of('auth_token')}>
              {input('token', { required: true, type: 'password', autoComplete: 'off' })}
            </Field>
            <Field label="Sender number" error={problem?.of('from_number')}>
              {input('number', { required: true, type: 'tel', placeholder: '+43…' })}
            </Field>
          </>
        )}
        {kind === 'slack' && (
          <>
            <Field label="Bot token" error={problem?.of('bot_token')}>
              {input('bot', { required: true, type: 'password', placeholder: 'xoxb-…', autoComplete: 'off' })}
            </Field>
            <Field label="Signing secret" error={problem?.of('signing_secret')}>
              {input('secret', { required: true, type: 'password', autoComplete: 'off' })}
            </Field>
          </>
        )}
      </div>
      <Button look="primary" type="submit" busy={create.isPending} className="self-start">
        Connect
      </Button>
    </form>
  );
}

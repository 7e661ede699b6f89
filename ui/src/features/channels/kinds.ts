import type { Schemas } from '@/lib/api';
import type { SettingField } from '@/lib/settings';

export type ChannelKind = NonNullable<Schemas['ChannelKind']>;

/** The name under which the API keeps a kind's settings. */
export type SettingsName = 'slack' | 'email' | 'sms' | 'webhook' | 'slackWebhook' | 'discord';

export interface Kind {
  readonly kind: ChannelKind;
  readonly settings: SettingsName;
  readonly name: string;
  /** What it is, in a line. */
  readonly line: string;
  readonly fields: readonly SettingField[];
  /** Where messages go that name no address; absent where the settings are the address. */
  readonly address?: { readonly label: string; readonly placeholder: string; readonly hint: string };
  /** What to do with the address that the provider calls back on. */
  readonly callback?: readonly Callback[];
}

/** One of the addresses that a provider calls back on. */
export interface Callback {
  /** Where it goes. */
  readonly words: string;
  /** Name of the button that copies it. */
  readonly copy: string;
  /** What stands in place of `/interactions/` in the channel's callback path. */
  readonly path?: string;
}

/** Every kind of channel: their forms are made from this. */
export const kinds: readonly Kind[] = [
  {
    kind: 'CHANNEL_KIND_SLACK',
    settings: 'slack',
    name: 'Slack app',
    line: 'Messages with buttons that change in place, to people and channels. Needs an app of yours.',
    address: {
      label: 'Default channel',
      placeholder: '#ops',
      hint: 'A channel (#ops or C…) or a member (U…).',
    },
    callback: [
      {
        words: 'In the app: Interactivity & Shortcuts, switched on, as Request URL.',
        copy: 'Copy the address for callbacks',
      },
      {
        words:
          'In the app: Slash Commands, as Request URL of /tocsin, with channels, users and links escaped.',
        copy: 'Copy the address for commands',
        path: '/commands/',
      },
      {
        words: 'In the app: Event Subscriptions, as Request URL, with the bot event app_mention.',
        copy: 'Copy the address for events',
        path: '/events/',
      },
    ],
    fields: [
      {
        name: 'botToken',
        label: 'Bot token',
        type: 'secret',
        required: true,
        stored: 'botTokenSet',
        goesTo: ['apiUrl'],
        placeholder: 'xoxb-…',
        hint: 'OAuth & Permissions. Scopes: chat:write, im:write, im:history, channels:history, channels:read.',
      },
      {
        name: 'signingSecret',
        label: 'Signing secret',
        type: 'secret',
        required: true,
        stored: 'signingSecretSet',
        hint: 'Basic Information. Slack signs presses of buttons with it.',
      },
      {
        name: 'apiUrl',
        label: 'Base of the Web API',
        type: 'url',
        rare: true,
        placeholder: 'https://slack.com/api',
        hint: 'Only for a proxy. Who changes it gives the bot token again.',
      },
    ],
  },
  {
    kind: 'CHANNEL_KIND_SLACK_WEBHOOK',
    settings: 'slackWebhook',
    name: 'Slack webhook',
    line: 'One address, one channel, no bot: no direct messages and no buttons that answer in Slack.',
    fields: [
      {
        name: 'url',
        label: 'Webhook address',
        type: 'secret',
        required: true,
        stored: 'urlSet',
        placeholder: 'https://hooks.slack.com/services/…',
        hint: 'In the app: Incoming Webhooks, Add New Webhook.',
      },
    ],
  },
  {
    kind: 'CHANNEL_KIND_EMAIL',
    settings: 'email',
    name: 'E-mail',
    line: 'Your own mail server, with a link that answers without signing in.',
    address: {
      label: 'Default address',
      placeholder: 'ops@example.org',
      hint: 'For messages that name none.',
    },
    fields: [
      { name: 'host', label: 'Server', type: 'text', required: true, placeholder: 'smtp.example.org' },
      { name: 'port', label: 'Port', type: 'number', placeholder: '587' },
      {
        name: 'security',
        label: 'Protection',
        type: 'choice',
        options: [
          ['SMTP_SECURITY_STARTTLS', 'STARTTLS, required'],
          ['SMTP_SECURITY_TLS', 'TLS from the first byte'],
          ['SMTP_SECURITY_NONE', 'none (same machine only)'],
        ],
      },
      {
        name: 'fromAddress',
        label: 'Sender',
        type: 'email',
        required: true,
        placeholder: 'tocsin@example.org',
      },
      { name: 'username', label: 'User name', type: 'text', hint: 'No sign-in when empty.' },
      {
        name: 'password',
        label: 'Password',
        type: 'secret',
        stored: 'passwordSet',
        goesTo: ['host'],
      },
      {
        name: 'trustedCertificates',
        label: 'Certificates to trust besides the usual ones',
        type: 'area',
        rare: true,
        placeholder: '-----BEGIN CERTIFICATE-----',
      },
    ],
  },
  {
    kind: 'CHANNEL_KIND_SMS',
    settings: 'sms',
    name: 'SMS by Twilio',
    line: 'Text messages, answered by writing back: ACK 3, RESOLVE 3.',
    address: {
      label: 'Default number',
      placeholder: '+43 664 …',
      hint: 'For messages that name none, in E.164.',
    },
    callback: [
      {
        words: 'In Twilio: at the number (or messaging service), A message comes in, Webhook, POST.',
        copy: 'Copy the address for callbacks',
      },
    ],
    fields: [
      { name: 'accountSid', label: 'Account SID', type: 'text', required: true, placeholder: 'AC…' },
      {
        name: 'authToken',
        label: 'Auth token',
        type: 'secret',
        required: true,
        stored: 'authTokenSet',
        goesTo: ['apiUrl', 'lookupUrl'],
      },
      {
        name: 'fromNumber',
        label: 'Number',
        type: 'text',
        placeholder: '+15005550006',
        hint: 'Either this or a messaging service.',
      },
      { name: 'messagingServiceSid', label: 'Messaging service', type: 'text', placeholder: 'MG…' },
      {
        name: 'lookUpNumbers',
        label: 'Ask Twilio Lookup about a number before its first text',
        type: 'check',
        hint: 'Twilio bills each question. Landlines and numbers that do not exist are refused with the reason.',
      },
      {
        name: 'secondaryAuthToken',
        label: 'Secondary auth token',
        type: 'secret',
        stored: 'secondaryAuthTokenSet',
        rare: true,
        hint: 'While tokens are changed: requests of Twilio may be signed with either.',
      },
      {
        name: 'apiUrl',
        label: 'Base of the API',
        type: 'url',
        rare: true,
        placeholder: 'https://api.twilio.com',
      },
      {
        name: 'lookupUrl',
        label: 'Base of the Lookup API',
        type: 'url',
        rare: true,
        placeholder: 'https://lookups.twilio.com',
      },
    ],
  },
  {
    kind: 'CHANNEL_KIND_DISCORD',
    settings: 'discord',
    name: 'Discord',
    line: 'A channel of a server, by its webhook; with an application of yours also with buttons.',
    callback: [
      {
        words: 'In the application: General Information, as Interactions Endpoint URL.',
        copy: 'Copy the address for callbacks',
      },
    ],
    fields: [
      {
        name: 'url',
        label: 'Webhook address',
        type: 'secret',
        required: true,
        stored: 'urlSet',
        placeholder: 'https://discord.com/api/webhooks/…',
        hint: "In the channel's settings: Integrations, Webhooks. ?thread_id=… posts to a thread.",
      },
      { name: 'username', label: 'Name of the sender', type: 'text', hint: "The webhook's own when empty." },
      {
        name: 'publicKey',
        label: 'Public key of the application',
        type: 'text',
        hint: 'With it messages have buttons, when the application owns the webhook. 64 hex digits.',
      },
    ],
  },
  {
    kind: 'CHANNEL_KIND_WEBHOOK',
    settings: 'webhook',
    name: 'Signed webhook',
    line: 'JSON to an address of yours, signed by the Standard Webhooks specification.',
    fields: [
      {
        name: 'url',
        label: 'Address',
        type: 'url',
        required: true,
        placeholder: 'https://example.org/tocsin',
      },
      {
        name: 'secret',
        label: 'Signing secret',
        type: 'secret',
        required: true,
        stored: 'secretSet',
        placeholder: 'whsec_…',
        hint: 'whsec_ and base64 of 24 to 64 random bytes: echo whsec_$(openssl rand -base64 32)',
      },
      {
        name: 'previousSecret',
        label: 'Previous secret',
        type: 'secret',
        stored: 'previousSecretSet',
        rare: true,
        hint: 'While receivers change: requests carry a signature of each.',
      },
    ],
  },
];

/** The description of a kind; undefined for one that this page does not know yet. */
export const kindOf = (kind: string | undefined): Kind | undefined => kinds.find((it) => it.kind === kind);

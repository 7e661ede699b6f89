import type { SettingField } from '@/lib/settings';

export interface ProviderKind {
  readonly type: 'jira' | 'webhook';
  readonly name: string;
  readonly line: string;
  readonly fields: readonly SettingField[];
  /** What to do with the address that the system sends its webhooks to. */
  readonly callback?: string;
  /** The secret that the server makes when none is given, and what it is for. */
  readonly made: { readonly field: string; readonly label: string };
}

/** Every kind of ticket system: their forms are made from this. */
export const providerKinds: readonly ProviderKind[] = [
  {
    type: 'jira',
    name: 'Jira',
    line: 'Opens issues, moves them along, and follows what people do there. Cloud and Data Center.',
    callback:
      'In Jira: System, WebHooks; events issue updated, issue deleted, comment created; with the secret.',
    made: { field: 'webhookSecret', label: "Secret of Jira's webhook" },
    fields: [
      {
        name: 'baseUrl',
        label: 'Address',
        type: 'url',
        required: true,
        placeholder: 'https://acme.atlassian.net',
        hint: 'Without /rest.',
      },
      {
        name: 'deployment',
        label: 'Which Jira',
        type: 'choice',
        options: [
          ['JIRA_DEPLOYMENT_CLOUD', 'Cloud'],
          ['JIRA_DEPLOYMENT_DATA_CENTER', 'Data Center or Server'],
        ],
      },
      { name: 'email', label: 'E-mail of the account', type: 'email', hint: 'For the cloud only.' },
      {
        name: 'apiToken',
        label: 'Token',
        type: 'secret',
        required: true,
        stored: 'apiTokenSet',
        goesTo: ['baseUrl'],
        hint: 'API token (cloud) or personal access token (Data Center).',
      },
      { name: 'project', label: 'Project', type: 'text', required: true, placeholder: 'OPS' },
      { name: 'issueType', label: 'Issue type', type: 'text', placeholder: 'Task' },
      {
        name: 'priorities',
        label: 'Priority for each severity',
        type: 'pairs',
        placeholder: 'critical: Highest\nmajor: High',
        hint: "One a line, as severity: priority; Jira's default for the others.",
      },
      { name: 'labels', label: 'Labels of each issue', type: 'lines', hint: 'One a line.' },
      {
        name: 'acknowledgeStatus',
        label: 'When acknowledged, move to',
        type: 'text',
        rare: true,
        placeholder: 'category:indeterminate',
        hint: 'A status, category:indeterminate (in progress), or none.',
      },
      {
        name: 'reopenStatus',
        label: 'When open again, move back to',
        type: 'text',
        rare: true,
        placeholder: 'category:new',
        hint: 'A status, category:new (to do), or none.',
      },
      {
        name: 'resolveStatus',
        label: 'When resolved, move to',
        type: 'text',
        rare: true,
        placeholder: 'category:done',
        hint: 'A status, category:done, or none.',
      },
      {
        name: 'acknowledgeOn',
        label: 'Statuses that acknowledge the alerts',
        type: 'lines',
        rare: true,
        hint: 'When somebody moves an issue there. One a line.',
      },
      {
        name: 'resolveOn',
        label: 'Statuses that resolve the alerts',
        type: 'lines',
        rare: true,
        hint: 'One a line.',
      },
      {
        name: 'fields',
        label: 'Further fields',
        type: 'json',
        rare: true,
        placeholder: '{"customfield_10010": {"value": "Ops"}}',
        hint: 'As Jira takes them.',
      },
      {
        name: 'transitionFields',
        label: 'Fields for screens of transitions',
        type: 'json',
        rare: true,
        placeholder: '{"resolution": {"name": "Done"}}',
      },
      { name: 'withoutComments', label: 'Write no comments', type: 'check', rare: true },
      {
        name: 'ignoreComments',
        label: 'Leave comments made in Jira off the timeline',
        type: 'check',
        rare: true,
      },
      {
        name: 'webhookSecret',
        label: 'Webhook secret',
        type: 'secret',
        stored: 'webhookSecretSet',
        rare: true,
        hint: 'Made for you when empty, and shown once.',
      },
    ],
  },
  {
    type: 'webhook',
    name: 'Signed webhook',
    line: 'For any other system: a signed POST for each thing that happens to a ticket.',
    made: { field: 'secret', label: 'Signing secret' },
    fields: [
      {
        name: 'url',
        label: 'Address',
        type: 'url',
        required: true,
        placeholder: 'https://desk.example/tocsin',
      },
      {
        name: 'headers',
        label: 'Headers sent along',
        type: 'pairs',
        placeholder: 'X-Team: ops',
        hint: 'One a line. Values are not shown again; one left empty stays as it is.',
      },
      {
        name: 'secret',
        label: 'Signing secret',
        type: 'secret',
        stored: 'secretSet',
        goesTo: [],
        placeholder: 'whsec_…',
        hint: 'Made for you when empty, and shown once.',
      },
    ],
  },
];

export const providerKindOf = (type: string | undefined): ProviderKind | undefined =>
  providerKinds.find((it) => it.type === type);

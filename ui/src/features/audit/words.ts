const nouns: Record<string, string> = {
  api_key: 'API key',
  contact_method: 'contact method',
  escalation_policy: 'escalation policy',
  ticket_provider: 'ticket provider',
  session: 'session',
  config: 'settings',
  user: 'person',
  override: 'override',
};

const verbs: Record<string, string> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  revoke: 'revoked',
  requeue: 'put back into the queue',
  restore: 'restored',
  link: 'linked',
  unlink: 'unlinked',
  end: 'ended',
  replay: 'replayed',
  test: 'tested',
  cancel: 'ended early',
  reset_password: 'reset the password of',
  change_password: 'changed the password of',
  rotate_key: 'replaced the key of',
};

const whole: Record<string, string> = {
  'session.open': 'signed in',
  'session.end': 'signed out',
  'config.update': 'changed the settings',
  'user.change_password': 'changed their password',
};

/** The nouns that the log may be narrowed to, as the API names them. */
export const filterNouns: readonly (readonly [action: string, label: string])[] = [
  ['alert', 'Alerts'],
  ['api_key', 'API keys'],
  ['channel', 'Channels'],
  ['config', 'Settings'],
  ['contact_method', 'Contact methods'],
  ['delivery', 'Deliveries'],
  ['escalation_policy', 'Escalation policies'],
  ['integration', 'Integrations'],
  ['override', 'Overrides'],
  ['route', 'Routes'],
  ['schedule', 'Schedules'],
  ['session', 'Sessions'],
  ['silence', 'Silences'],
  ['team', 'Teams'],
  ['template', 'Templates'],
  ['ticket', 'Tickets'],
  ['ticket_provider', 'Ticket providers'],
  ['user', 'People'],
];

const spaced = (name: string): string => name.replaceAll(/[_-]/g, ' ');

/** What was done, as a sentence goes on after who did it: `created the integration Grafana`. */
export function actionInWords(action: string, detail: Readonly<Record<string, unknown>> | undefined): string {
  const fixed = whole[action];
  if (fixed) return fixed;
  const [noun = '', verb = ''] = action.split('.', 2);
  const name = detail?.name ?? detail?.description ?? detail?.label;
  const called = typeof name === 'string' && name ? ` “${name}”` : '';
  return `${verbs[verb] ?? spaced(verb)} the ${nouns[noun] ?? spaced(noun)}${called}`;
}

/** A changed field's new value, short enough for a line. */
export function valueInWords(value: unknown): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'empty';
  if (typeof value === 'string') return value.replace(/^[A-Z]+(?:_[A-Z]+)*_(?=[A-Z]+$)/, '');
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((it) => typeof it === 'string')) return value.join(', ');
  return JSON.stringify(value);
}

/** The fields of an event with their values, without the name that the sentence tells already. */
export function changesOf(
  detail: Readonly<Record<string, unknown>> | undefined,
): readonly [string, string][] {
  return Object.entries(detail ?? {})
    .filter(([field]) => field !== 'name')
    .map(([field, value]) => [spaced(field), valueInWords(value)]);
}

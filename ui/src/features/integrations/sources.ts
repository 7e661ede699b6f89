/** A piece of configuration to paste, with a word on where. */
export interface Snippet {
  readonly title: string;
  readonly where: string;
  readonly text: string;
}

export interface Source {
  readonly id: string;
  readonly name: string;
  /** What it is, in a line. */
  readonly line: string;
  readonly snippets: (url: string, key: string) => readonly Snippet[];
}

const curl = (url: string, key: string, body: object): string =>
  `curl '${url}' \\\n  -H 'X-API-Key: ${key}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''")}'`;

const tryIt = (text: string): Snippet => ({
  title: 'Try it now',
  where: 'In a terminal. It opens an alert as the tool would; "resolved" instead of "firing" ends it.',
  text,
});

const prometheusTest = {
  version: '4',
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'TocsinTest', severity: 'warning' },
      annotations: { summary: 'Trying the way to Tocsin' },
      fingerprint: 'tocsin-test',
    },
  ],
};

/** The kinds of source that there are, the usual ones first. */
export const sources: readonly Source[] = [
  {
    id: 'alertmanager',
    name: 'Alertmanager',
    line: 'Prometheus Alertmanager, and what speaks its webhook: VictoriaMetrics, Mimir, Loki.',
    snippets: (url, key) => [
      {
        title: 'alertmanager.yml',
        where: 'Add the receiver and name it in your route.',
        text: `receivers:
  - name: tocsin
    webhook_configs:
      - url: ${url}
        send_resolved: true
        http_config:
          authorization:
            credentials: ${key}

route:
  receiver: tocsin`,
      },
      tryIt(curl(url, key, prometheusTest)),
    ],
  },
  {
    id: 'grafana',
    name: 'Grafana',
    line: 'Contact point of Grafana Alerting, also Grafana Cloud.',
    snippets: (url, key) => [
      {
        title: 'Contact point',
        where: 'Below provisioning/alerting/, or by hand: Alerting, Contact points, Add, Webhook.',
        text: `apiVersion: 1
contactPoints:
  - orgId: 1
    name: Tocsin
    receivers:
      - uid: tocsin
        type: webhook
        settings:
          url: ${url}
          httpMethod: POST
          authorization_scheme: Bearer
          authorization_credentials: ${key}`,
      },
      tryIt(curl(url, key, prometheusTest)),
    ],
  },
  {
    id: 'keep',
    name: 'Keep',
    line: 'Alerts of Keep, sent on by a workflow.',
    snippets: (url, key) => [
      {
        title: 'Provider',
        where: 'In Keep: Providers, Webhook, named tocsin.',
        text: `url: ${url}\nmethod: POST\nheaders:\n  X-API-Key: ${key}`,
      },
      {
        title: 'Workflow',
        where: 'In Keep: Workflows, Create.',
        text: `workflow:
  id: to-tocsin
  triggers: [{ type: alert }]
  actions:
    - name: send
      provider:
        type: webhook
        config: "{{ providers.tocsin }}"
        with:
          body:
            name: "{{ alert.name }}"
            status: "{{ alert.status }}"
            severity: "{{ alert.severity }}"
            fingerprint: "{{ alert.fingerprint }}"
            description: "{{ alert.description }}"
            url: "{{ alert.url }}"
            environment: "{{ alert.environment }}"
            service: "{{ alert.service }}"`,
      },
      tryIt(
        curl(url, key, {
          name: 'Trying the way to Tocsin',
          status: 'firing',
          severity: 'warning',
          fingerprint: 'tocsin-test',
        }),
      ),
    ],
  },
  {
    id: 'signoz',
    name: 'SigNoz',
    line: 'Webhook channel of SigNoz, cloud and self-hosted.',
    snippets: (url, key) => [
      {
        title: 'Alert channel',
        where: 'In SigNoz: Settings, Alert Channels, New, Webhook. The user name stays empty.',
        text: `Webhook URL: ${url}\nUser Name:\nPassword:    ${key}`,
      },
      tryIt(curl(url, key, prometheusTest)),
    ],
  },
  {
    id: 'generic',
    name: 'Anything else',
    line: 'JSON from any tool: as it is in our form, in any other form by a mapping.',
    snippets: (url, key) => [
      tryIt(
        curl(url, key, {
          title: 'Backup of db1 failed',
          severity: 'critical',
          key: 'backup/db1',
          state: 'firing',
          description: 'No space left',
          labels: { team: 'db' },
        }),
      ),
    ],
  },
];

/** The source of an id; one that this page does not know yet shows its id. */
export const sourceOf = (id: string | undefined): Source =>
  sources.find((it) => it.id === id) ?? {
    id: id ?? '',
    name: id ?? 'unknown',
    line: '',
    snippets: () => [],
  };

/** Where a tool sends to, as seen from this page. */
export const webhookUrl = (path: string | undefined): string =>
  path ? new URL(path, location.origin).toString() : '';

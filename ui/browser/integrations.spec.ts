import { Api } from './support/api';
import { signInAs } from './support/people';
import { expect, expectAccessible, screenshot, test } from './support/test';

/** A name that no other run has used. */
const fresh = (name: string) => `${name} ${Date.now().toString(36)}`;

test.describe('integrations', () => {
  test('creates one, takes an alert with the key that was shown, and replaces the key', async ({
    signedIn: page,
    demo,
  }) => {
    const name = fresh('Prometheus');
    await page.goto('/integrations');
    await expect(page.getByRole('table', { name: 'Integrations' })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'integrations');
    await page.getByRole('link', { name: 'New integration' }).click();

    await page.getByRole('radio', { name: /Alertmanager/ }).check();
    await page.getByLabel('Name').fill(name);
    await expectAccessible(page);
    await screenshot(page, 'integration-new');
    await page.getByRole('button', { name: 'Create and show the key' }).click();

    const key = (await page.getByTestId('shown-once').textContent())!;
    expect(key).toMatch(/^tci_/);
    await expect(page.getByRole('region', { name: 'alertmanager.yml' })).toContainText(key);
    await expect(page.getByText('Waiting for the first payload')).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'integration-created');

    const webhook = `${demo.base_url}/api/v1/webhooks/alertmanager`;
    const alert = (title: string) => ({
      status: 'firing',
      alerts: [{ status: 'firing', labels: { alertname: title, severity: 'info' } }],
    });
    await new Api('', key).post(webhook, alert(name));
    await expect(page.getByText('A payload has arrived and was taken in.')).toBeVisible();

    await page.getByRole('link', { name: 'I have copied the key' }).click();
    await expect(page.getByRole('list', { name: 'Payloads' }).getByText('taken in')).toBeVisible();
    await expect(page.getByText(key)).toHaveCount(0);

    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Replace the key' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replace it' }).click();
    const second = (await page.getByTestId('shown-once').textContent())!;
    expect(second).not.toBe(key);
    await expectAccessible(page);
    await screenshot(page, 'integration-settings');
    await expect(new Api('', key).post(webhook, alert(name))).rejects.toThrow('401');
    await new Api('', second).post(webhook, alert(name));

    await page.getByRole('button', { name: 'Delete this integration' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('table', { name: 'Integrations' })).toBeVisible();
    await expect(page.getByRole('link', { name })).toHaveCount(0);
  });

  test('says why a payload was refused, mends its mapping, and takes it in again', async ({
    signedIn: page,
    api,
    demo,
  }) => {
    const name = fresh('Pingdom');
    const { integration, key } = await api.post<{ integration: { id: string }; key: string }>(
      '/api/v1/integrations',
      { name, source: 'generic' },
    );
    await expect(
      new Api('', key).post(`${demo.base_url}/api/v1/webhooks/generic`, {
        check_name: name,
        importance_level: 'LOW',
        current_state: 'DOWN',
        tags: { team: 'web' },
      }),
    ).rejects.toThrow('400');

    await page.goto('/integrations');
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('link', { name: '1 refused' })
      .click();
    await page.getByRole('list', { name: 'Payloads' }).getByRole('link').click();
    await expect(page.getByText('title: is missing').last()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Content' })).toContainText('"check_name"');
    await expectAccessible(page);
    await screenshot(page, 'integration-payload');

    await page.getByRole('button', { name: 'Replay' }).click();
    await expect(page.getByText('Refused again:')).toBeVisible();

    await page.getByRole('link', { name: 'Try the mapping on it' }).click();
    await expect(page.getByText('Passed over: title is missing')).toBeVisible();
    const title = page.getByRole('textbox', { name: 'Title' });
    await title.click();
    await page.keyboard.type('payload.check_name +');
    await page.keyboard.press('Escape');
    await expect(page.getByText('There is a mistake in the mapping')).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: 'mismatched input' })).toBeVisible();
    await expectAccessible(page);
    await title.press('End');
    await page.keyboard.type(' " is " + payload.current_state');
    await page.keyboard.press('Escape');
    const outcome = page.getByRole('article', { name: `${name} is DOWN` });
    await expect(outcome).toBeVisible();
    await expect(outcome.getByText('team=web')).toBeVisible();
    await screenshot(page, 'integration-mapping');
    await page.getByRole('button', { name: 'Save mapping' }).click();
    await expect(page.getByText('Mapping saved')).toBeVisible();

    await page.getByRole('tab', { name: 'Received' }).click();
    await page.getByRole('list', { name: 'Payloads' }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Replay' }).click();
    await expect(page.getByText('Replayed: 1 alert opened.')).toBeVisible();
    const { alerts } = await api.get<{ alerts: { title: string }[] }>('/api/v1/alerts?pageSize=100');
    expect(alerts.map((it) => it.title)).toContain(`${name} is DOWN`);
    await api.delete(`/api/v1/integrations/${integration.id}`);
  });

  test('a viewer sees them without buttons, and not what was received', async ({ page, demo }) => {
    await signInAs(page, demo, 'viewer');
    await page.goto('/integrations');
    await expect(page.getByRole('table', { name: 'Integrations' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'New integration' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Grafana', exact: true }).click();
    await expect(page.getByText('it takes the role responder')).toBeVisible();
  });
});

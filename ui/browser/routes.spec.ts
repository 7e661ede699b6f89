import { type Api, fire } from './support/api';
import { expect, expectAccessible, screenshot, test } from './support/test';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Takes away what an earlier run left. */
async function tidy(api: Api, prefix: string): Promise<void> {
  const { routes } = await api.get<{ routes: Named[] }>('/api/v1/routes?pageSize=500');
  for (const it of routes.filter((route) => route.name.startsWith(prefix))) {
    await api.delete(`/api/v1/routes/${it.id}`);
  }
}

test.describe('routes', () => {
  test('breaks a CEL rule and mends it, and says who would win meanwhile', async ({
    signedIn: page,
    api,
    demo,
  }) => {
    await tidy(api, 'Database');
    await fire(demo.webhooks.alertmanager!, { alertname: 'RouteTrial', team: 'db', severity: 'major' });
    await page.goto('/routes/new');
    await page.getByLabel('Name', { exact: true }).fill('Database at once');
    await page.getByLabel('Pages by').selectOption({ label: 'Wake somebody' });

    const condition = page.getByRole('textbox', { name: 'Condition' });
    await condition.click();
    await page.keyboard.type('labels.te');
    await expect(page.getByRole('option', { name: 'team' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.type("am == 'db' && severty == 'major'");
    const mistakes = page.getByRole('alert');
    await expect(mistakes).toContainText(/1:24 .*severty/);
    await expectAccessible(page);
    await screenshot(page, 'route-broken');

    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page).toHaveURL(/\/routes\/new/);
    await expect(mistakes).toContainText('severty');

    await condition.click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type("labels.team == 'db' && severity == 'major'", { delay: 0 });
    await expect(page.getByText('The condition can be read.')).toBeVisible();
    await page.getByLabel('Severity').selectOption('major');
    await page.getByRole('textbox', { name: /^Labels/ }).fill('team=db');
    const verdicts = page.getByRole('region', { name: /Verdict/ });
    const verdictOn = (route: RegExp) => verdicts.getByRole('listitem').filter({ hasText: route });
    await expect(verdictOn(/^Major wins/)).toBeVisible();
    await expect(verdictOn(/^Database at once not tried/)).toContainText('It would match');
    await screenshot(page, 'route');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page).toHaveURL(/\/routes$/);

    // It is the last; brought to the front by the keyboard it wins.
    const routes = page.getByRole('list', { name: /Routes in the order/ });
    const handle = page.getByRole('button', { name: 'Move Database at once' });
    await expect(handle).toBeVisible();
    const places = async () => (await routes.getByRole('link').allTextContents()).indexOf('Database at once');
    for (let place = await places(); place > 0; place--) {
      await expect(handle).toBeEnabled();
      await handle.focus();
      await page.keyboard.press('ArrowUp');
      await expect.poll(places).toBe(place - 1);
      await expect(handle).toBeVisible();
    }
    await page.getByLabel('With').selectOption({ label: 'a real alert' });
    const alerts = page.getByLabel('Alert', { exact: true });
    await expect(alerts.locator('option', { hasText: 'RouteTrial' }).first()).toBeAttached();
    const trial = await alerts.locator('option', { hasText: 'RouteTrial' }).first().getAttribute('value');
    await alerts.selectOption(trial);
    await expect(verdictOn(/^Database at once wins/)).toBeVisible();
    await expect(verdictOn(/^Critical not tried/)).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'routes');

    await page.getByRole('switch', { name: 'Database at once is in use' }).click();
    await expect(page.getByRole('switch', { name: 'Database at once is in use' })).not.toBeChecked();
    await tidy(api, 'Database');
  });

  test('tries a payload as it would be sent, and says where it cannot be read', async ({
    signedIn: page,
  }) => {
    await page.goto('/routes');
    await page.getByLabel('With').selectOption({ label: 'a pasted payload' });
    const integration = page.getByLabel('As sent to');
    await expect(integration.locator('option', { hasText: 'alertmanager' }).first()).toBeAttached();
    await integration.selectOption(
      await integration.locator('option', { hasText: 'alertmanager' }).first().getAttribute('value'),
    );
    const payload = page.getByRole('textbox', { name: 'Payload' });
    await payload.click();
    await page.keyboard.insertText('{"alerts": [');
    await expect(page.getByRole('alert')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(
      JSON.stringify({
        version: '4',
        status: 'firing',
        alerts: [
          {
            status: 'firing',
            labels: { alertname: 'FromPayload', severity: 'critical' },
            annotations: { summary: 'From a payload' },
            startsAt: '2026-01-01T00:00:00Z',
          },
        ],
      }),
    );
    const verdict = page.getByRole('region', { name: /Verdict/ });
    await expect(verdict).toContainText('Critical wins');
    await expect(verdict).toContainText('Wake somebody');
  });
});

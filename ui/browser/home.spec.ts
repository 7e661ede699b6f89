import { fire } from './support/api';
import { expect, expectAccessible, screenshot, test } from './support/test';

test.describe('home', () => {
  test('shows what waits for an answer, as it comes', async ({ signedIn: page, demo }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Waiting for an answer' })).toBeVisible();
    const critical = page
      .getByRole('region', { name: 'Open alerts by severity' })
      .getByText(/^\d+\+?$/)
      .first();
    const before = Number.parseInt((await critical.textContent()) ?? '', 10);
    const name = `Home ${process.pid.toString(36)}${Date.now().toString(36)}`;
    await fire(demo.webhooks.alertmanager!, { alertname: name, severity: 'critical', instance: name });
    await expect
      .poll(async () => Number.parseInt((await critical.textContent()) ?? '', 10))
      .toBeGreaterThan(before);
    await expectAccessible(page);
    await screenshot(page, 'home');
  });
});

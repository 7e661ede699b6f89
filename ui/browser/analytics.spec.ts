import { readFile } from 'node:fs/promises';
import { fire } from './support/api';
import { expect, expectAccessible, screenshot, test } from './support/test';

const run = `${process.pid.toString(36)}${Date.now().toString(36)}`;

test.describe('analytics', () => {
  test('shows what alerts have cost, leads to them and saves tables', async ({
    signedIn: page,
    demo,
    api,
  }) => {
    const name = `Noise ${run}`;
    const labels = { alertname: name, severity: 'warning', service: `noise-${run}`, instance: 'a' };
    for (let i = 0; i < 3; i++) {
      await fire(demo.webhooks.alertmanager!, labels);
      await fire(demo.webhooks.alertmanager!, labels, 'resolved');
    }
    await expect
      .poll(async () => {
        const found = await api.get<{ noisiest?: { title: string; brief?: string }[] }>('/api/v1/analytics');
        return found.noisiest?.find((it) => it.title.includes(name))?.brief;
      })
      .toBe('3');

    await page.goto('/analytics');
    await expect(page.getByRole('img', { name: /^Alerts: [\d,]+ in 30 days/ })).toBeVisible();
    await expect(page.getByRole('img', { name: /^Pages: .*at night/ })).toBeVisible();
    const noisy = page
      .getByRole('table', { name: 'Noisiest alerts' })
      .getByRole('row')
      .filter({ hasText: name });
    await expect(noisy).toContainText('100%');
    await expectAccessible(page);
    await screenshot(page, 'analytics');

    await page.getByText('In numbers').click();
    await expect(page.getByRole('region', { name: 'Day by day in numbers' }).getByRole('row')).toHaveCount(
      31,
    );
    await page.getByRole('tab', { name: 'Integration' }).click();
    await expect(page.getByRole('table', { name: 'Alerts by integration' })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'analytics-numbers');

    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save noisiest alerts as CSV' }).click();
    const saved = await readFile(await (await saving).path(), 'utf8');
    expect(saved).toContain('fingerprint,title,severity');
    expect(saved).toContain(name);

    await noisy.getByRole('link').click();
    await expect(page).toHaveURL(/\/alerts\?.*q=/);
    await expect(page.getByRole('grid', { name: 'Alerts' }).locator('[role=row][id]')).toHaveCount(3);
  });

  test('keeps its range in the address, and tells when there was nothing', async ({
    signedIn: page,
    demo,
  }) => {
    await fire(demo.webhooks.alertmanager!, { alertname: `Ranged ${run}`, severity: 'info', instance: run });
    await page.goto('/analytics?last=7d');
    await expect(page.getByRole('img', { name: /^Alerts: [\d,]+ in 7 days/ })).toBeVisible();
    await page.getByRole('radio', { name: '90 days' }).click();
    await expect(page).toHaveURL(/last=90d/);
    await expect(page.getByRole('img', { name: /^Alerts: [\d,]+ in 90 days/ })).toBeVisible();

    await page.getByRole('radio', { name: 'Days…' }).click();
    await page.getByLabel('First day').fill('2020-01-31');
    await page.getByLabel('Last day').fill('2020-01-01');
    await expect(page.getByRole('alert')).toHaveText('The last day is before the first.');
    await expect(page.getByRole('button', { name: 'Show', exact: true })).toBeDisabled();
    await page.getByLabel('Last day').fill('2020-02-29');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/from=2020-01-31&to=2020-02-29/);
    await expect(page.getByText('No alerts in this range')).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByText('No alerts in this range')).toBeVisible();
  });
});

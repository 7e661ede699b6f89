import { fire } from './support/api';
import { expect, expectAccessible, screenshot, test } from './support/test';

const run = `${process.pid.toString(36)}${Date.now().toString(36)}`;

test.describe('silences', () => {
  test('previews what a silence hits, makes it, and ends it', async ({ signedIn: page, demo, api }) => {
    const service = `quiet-${run}`;
    for (const instance of ['a', 'b']) {
      await fire(demo.webhooks.alertmanager!, { alertname: 'Quiet', severity: 'info', service, instance });
    }
    const stored = () => api.get<{ alerts: unknown[] }>(`/api/v1/alerts?label=service%3D${service}`);
    await expect.poll(async () => (await stored()).alerts.length).toBe(2);

    await page.goto('/silences');
    await page.getByRole('button', { name: 'New silence' }).click();
    const dialog = page.getByRole('dialog', { name: 'New silence' });
    await dialog.getByLabel('Property 1').fill('service');
    await dialog.getByLabel('Comparison 1').selectOption({ label: 'matches' });
    await dialog.getByLabel('Value 1').fill('quiet-(');
    await expect(dialog.getByText('A line above is wrong')).toBeVisible();
    await dialog.getByLabel('Value 1').fill(`${service}.*`);
    await expect(dialog.getByText('Hits 2 alerts now')).toBeVisible();
    await dialog.getByLabel('Why').fill(`Planned work ${run}`);
    await expectAccessible(page);
    await screenshot(page, 'silence-new');
    await dialog.getByRole('button', { name: 'Silence', exact: true }).click();
    await expect(dialog).toBeHidden();

    const line = page
      .getByRole('list', { name: 'Current silences' })
      .getByRole('listitem')
      .filter({
        hasText: `Planned work ${run}`,
      });
    await expect(line).toContainText('active');
    await expectAccessible(page);
    await screenshot(page, 'silences');
    await line.getByRole('button', { name: 'Expire' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Expire' }).click();
    await expect(line).toBeHidden();
    await page.getByRole('tab', { name: 'Expired' }).click();
    await expect(page.getByText(`Planned work ${run}`)).toBeVisible();
  });

  test('selected alerts are silenced together', async ({ signedIn: page, demo, api }) => {
    const service = `bulk-${run}`;
    for (const instance of ['a', 'b']) {
      await fire(demo.webhooks.alertmanager!, { alertname: 'Bulk', severity: 'info', service, instance });
    }
    await page.goto(`/alerts?label=${encodeURIComponent(`service=${service}`)}`);
    const list = page.getByRole('grid', { name: 'Alerts' }).locator('[role=row][id]');
    await expect(list).toHaveCount(2);
    await page.getByLabel('Select all loaded alerts').click();
    await page
      .getByRole('toolbar', { name: 'Selected alerts' })
      .getByRole('button', { name: 'Silence' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Silence 2 alerts' });
    await expect(dialog.getByText('Hits 2 alerts now')).toBeVisible();
    await dialog.getByRole('button', { name: 'Silence', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(list.filter({ hasText: 'silenced' })).toHaveCount(2);

    const { alerts } = await api.get<{ alerts: { silenceId: string }[] }>(
      `/api/v1/alerts?label=service%3D${service}`,
    );
    const [id, ...others] = new Set(alerts.map((it) => it.silenceId));
    expect(others).toEqual([]);
    await api.post(`/api/v1/silences/${id}/expire`);
  });
});

import { Api } from './support/api';
import { signInAs } from './support/people';
import { expect, expectAccessible, screenshot, test } from './support/test';

test.describe('API keys and audit log', () => {
  test('a key works once it is made, not after it is revoked, and the log tells of both', async ({
    signedIn: page,
    demo,
  }) => {
    const purpose = `Pipeline ${Date.now().toString(36)}`;
    await page.goto('/api-keys');
    await expect(page.getByRole('table', { name: 'API keys' })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'api-keys');
    await page.getByRole('button', { name: 'New key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What is it for?').fill(purpose);
    await dialog.getByLabel('Role').selectOption('ROLE_VIEWER');
    await dialog.getByLabel('Limit it further').check();
    await dialog.getByLabel('Read Alerts').check();
    await expectAccessible(page);
    await screenshot(page, 'api-key-new');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    const key = (await dialog.getByTestId('shown-once').textContent())!;
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();

    const caller = new Api(demo.base_url, key);
    await caller.get('/api/v1/alerts');
    await expect(caller.get('/api/v1/schedules')).rejects.toThrow('403');

    await page.getByRole('button', { name: `Revoke ${purpose}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(page.getByRole('row', { name: new RegExp(purpose) })).toHaveCount(0);
    // Refused within 30 seconds everywhere.
    await expect
      .poll(() =>
        caller.get('/api/v1/alerts').then(
          () => 'works',
          (error) => String(error),
        ),
      )
      .toContain('401');

    await page.goto('/audit-log');
    await page.getByLabel('What').selectOption('API keys');
    await expect(page).toHaveURL(/action=api_key/);
    await expect(
      page.getByRole('button', { name: new RegExp(`created the API key “${purpose}”`) }),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: /Olive Owner revoked the API key/ }).first()).toBeVisible();
    await page.getByRole('button', { name: new RegExp(`created the API key “${purpose}”`) }).click();
    await expect(page.getByText('api_key.create')).toBeVisible();
    await expect(page.getByText('alerts:read', { exact: true })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'audit-log');
    await page.reload();
    await expect(page.getByLabel('What')).toHaveValue('api_key');
  });
});

test.describe('settings', () => {
  test('keeps what was chosen', async ({ signedIn: page, api }) => {
    await page.goto('/settings');
    await page.getByLabel('Language of messages').fill('de-AT');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Settings saved')).toBeVisible();
    expect(await api.get('/api/v1/admin/config')).toMatchObject({ locale: 'de-AT' });
    await expect(page.getByRole('img', { name: /^API calls: / })).toBeVisible();
    await expect(page.getByText(/^\d+\.\d+\.\d+/)).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'settings');
    await api.patch('/api/v1/admin/config', { locale: '' });
  });

  test('a responder chooses the theme and sees nothing of the organisation', async ({ page, demo }) => {
    await signInAs(page, demo, 'responder');
    await page.goto('/settings');
    await expect(page.getByText('Somebody responder')).toBeVisible();
    await page.getByRole('radio', { name: /Light/ }).check();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect(page.getByText('Usage, last 30 days')).toHaveCount(0);
    await page.goto('/audit-log');
    await expect(page.getByText('Your role may not see this')).toBeVisible();
  });
});

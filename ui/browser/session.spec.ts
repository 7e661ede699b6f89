import { expect, expectAccessible, screenshot, test } from './support/test';

test.describe('session', () => {
  test('signs in, comes back to the page asked for, and out again', async ({ page, demo }) => {
    await page.goto('/alerts');
    await expect(page).toHaveURL(/\/sign-in/);
    await expectAccessible(page);
    await screenshot(page, 'sign-in');

    await page.getByLabel('E-mail').fill(demo.owner.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText(/password|credentials/i);

    await page.getByLabel('Password').fill(demo.owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/alerts/);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goto('/');
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test('goes on after the access token has ended, without asking', async ({ signedIn: page }) => {
    await page.goto('/');
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    let refused = 0;
    await page.route('**/api/v1/users*', async (route) => {
      if (refused++ === 0) await route.fulfill({ status: 401, json: { detail: 'The token has ended.' } });
      else await route.continue();
    });
    const renewed = page.waitForResponse((it) => it.url().endsWith('/api/v1/auth/refresh') && it.ok());
    await page.reload();
    await renewed;
    await expect(page.getByRole('link', { name: 'Olive Owner' })).toBeVisible();
  });

  test('asks for the password over the page when the session is over', async ({ signedIn: page, demo }) => {
    await page.goto('/');
    await expect(page.getByRole('link', { name: 'Olive Owner' })).toBeVisible();
    await page.evaluate(() => localStorage.setItem('tocsin.refresh', 'tcr_not-a-token'));
    await page.reload();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await expect(dialog).toBeVisible();
    await expectAccessible(page);
    await dialog.getByLabel('E-mail').fill(demo.owner.email);
    await dialog.getByLabel('Password').fill(demo.owner.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('link', { name: 'Olive Owner' })).toBeVisible();
  });
});

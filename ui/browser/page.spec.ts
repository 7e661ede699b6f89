import type { Page } from '@playwright/test';
import { mark } from './support/alerts';
import { signInAs } from './support/people';
import { expect, expectAccessible, screenshot, test } from './support/test';

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Page someone' });

test.describe('paging somebody by hand', () => {
  test('by keyboard alone, from the alerts: a person and whoever is on call', async ({
    signedIn: page,
    api,
  }) => {
    const title = `Please help ${mark()}`;
    await page.goto('/alerts');
    await page.getByRole('button', { name: 'Page someone' }).focus();
    await page.keyboard.press('Enter');
    const dialog = dialogOf(page);
    const whom = dialog.getByRole('combobox', { name: 'Whom to page' });
    await whom.focus();
    await page.keyboard.type('Ada Love');
    await expect(page.getByRole('option', { name: /Ada Lovelace/ })).toBeVisible();
    await page.keyboard.press('Enter');
    const chosen = dialog.getByRole('list', { name: 'Those to be paged' });
    await expect(chosen).toContainText('Ada Lovelace');
    await page.keyboard.type('On call by');
    await expect(page.getByRole('option', { name: /^On call by/ }).first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(chosen.getByRole('listitem')).toHaveCount(2);
    await expect(dialog.getByRole('button', { name: 'Page', exact: true })).toBeDisabled();
    await dialog.getByLabel('What is wrong').focus();
    await page.keyboard.type(title);
    await dialog.getByLabel('Message').fill('The till shows no prices');
    await expectAccessible(page);
    await screenshot(page, 'page-someone');
    await dialog.getByLabel('What is wrong').focus();
    await page.keyboard.press('Enter');
    const done = page.getByRole('dialog', { name: 'The page is on its way' });
    await expect(done).toContainText('Ada Lovelace');
    await expectAccessible(page);
    await done.getByRole('link', { name: title }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.getByRole('list', { name: 'Timeline' })).toContainText(/Paged .*Ada Lovelace/);
    const { alerts } = await api.get<{ alerts: { severity: string; source: string }[] }>(
      `/api/v1/alerts?text=${encodeURIComponent(title)}`,
    );
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ severity: 'SEVERITY_CRITICAL', source: 'manual' });
  });

  test('from home, a channel with an address, another severity, and one that was left out again', async ({
    signedIn: page,
    api,
  }) => {
    const title = `Tell them ${mark()}`;
    await page.goto('/');
    await page.getByRole('button', { name: 'Page someone' }).click();
    const dialog = dialogOf(page);
    const whom = dialog.getByRole('combobox', { name: 'Whom to page' });
    await whom.fill('Ada Love');
    await page.getByRole('option', { name: /Ada Lovelace/ }).click();
    await dialog.getByRole('button', { name: 'Leave out Ada Lovelace' }).click();
    await whom.fill('Slack');
    await page
      .getByRole('option', { name: /Slack.*channel/ })
      .first()
      .click();
    await expect(dialog).toContainText('Add the channel, or it is not paged.');
    await dialog.getByLabel('Where in the channel').fill('#ops');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByLabel('Severity').selectOption({ label: 'Minor' });
    await dialog.getByLabel('What is wrong').fill(title);
    await dialog.getByRole('button', { name: 'Page', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'The page is on its way' })).toContainText('#ops');
    const { alerts } = await api.get<{ alerts: { severity: string }[] }>(
      `/api/v1/alerts?text=${encodeURIComponent(title)}`,
    );
    expect(alerts.map((it) => it.severity)).toEqual(['SEVERITY_MINOR']);
  });

  test('keeps what was typed when it fails, and the second try pages once', async ({
    signedIn: page,
    api,
  }) => {
    const title = `Once ${mark()}`;
    await page.goto('/alerts');
    await page.getByRole('button', { name: 'Page someone' }).click();
    const dialog = dialogOf(page);
    await dialog.getByRole('combobox', { name: 'Whom to page' }).fill('Ada Love');
    await page.getByRole('option', { name: /Ada Lovelace/ }).click();
    await dialog.getByLabel('What is wrong').fill(title);
    // The server has done it, and its answer is lost.
    await page.route(
      '**/api/v1/alerts',
      async (route) => {
        if (route.request().method() !== 'POST') return route.fallback();
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await dialog.getByRole('button', { name: 'Page', exact: true }).click();
    await expect(dialog.getByRole('alert')).toBeVisible();
    await expect(dialog.getByLabel('What is wrong')).toHaveValue(title);
    await dialog.getByRole('button', { name: 'Page', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'The page is on its way' })).toBeVisible();
    const { alerts } = await api.get<{ alerts: { occurrenceCount: string }[] }>(
      `/api/v1/alerts?text=${encodeURIComponent(title)}`,
    );
    expect(alerts.map((it) => it.occurrenceCount)).toEqual(['1']);
  });

  test('is not there for a viewer', async ({ page, demo }) => {
    await signInAs(page, demo, 'viewer');
    await page.goto('/alerts');
    await expect(page.getByRole('heading', { name: 'Alerts' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Page someone' })).toHaveCount(0);
  });
});

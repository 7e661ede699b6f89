import { expect, expectAccessible, screenshot, test } from './support/test';

test.describe('tickets', () => {
  test('connects Jira, shows the secret once, tests it, and tries a field while it is written', async ({
    signedIn: page,
    demo,
    api,
  }) => {
    const name = `Jira ${Date.now().toString(36)}`;
    await page.goto('/ticket-providers');
    await expect(page.getByRole('table', { name: 'Ticket systems' })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'ticket-systems');
    await page.getByRole('link', { name: 'New ticket system' }).click();
    await page.getByRole('radio', { name: /Jira/ }).check();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('textbox', { name: /^Address/ }).fill(demo.fakes.jira!);
    await page.getByLabel('E-mail of the account').fill('tocsin@acme.test');
    await page.getByLabel(/^Token/).fill('not the token');
    await page.getByRole('textbox', { name: /^Project/ }).fill('OPS');
    await expectAccessible(page);
    await screenshot(page, 'ticket-system-new');
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect(page.getByTestId('shown-once')).not.toBeEmpty();
    await expect(page.getByText('/api/v1/tickets/webhooks/jira/')).toBeVisible();
    await page.getByRole('link', { name: 'Go on and test it' }).click();

    await page.getByRole('button', { name: 'Test it' }).click();
    await expect(page.getByText('It does not work yet.')).toBeVisible();
    await expect(page.getByText(/credentials:/)).toBeVisible();

    await page.getByRole('button', { name: 'Add a field' }).click();
    await page.getByRole('textbox', { name: 'Field 1' }).fill('priority');
    await page.getByRole('textbox', { name: 'Expression of priority' }).click();
    await page.keyboard.type('alert.severity ==');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('alert').filter({ hasText: 'mismatched input' })).toBeVisible();
    await page.keyboard.type(' "critical" ? "Highest" : "Low"');
    await page.keyboard.press('Escape');
    await expect(page.getByText('gives "Highest"')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Request that would be sent' })).toContainText('"Highest"');
    await expectAccessible(page);
    await screenshot(page, 'ticket-system');
    await page.getByRole('button', { name: 'Save fields' }).click();
    await expect(page.getByText('Fields saved')).toBeVisible();

    await page.getByRole('button', { name: 'Delete this ticket system' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('table', { name: 'Ticket systems' })).toBeVisible();
    const { providers } = await api.get<{ providers: { name: string }[] }>('/api/v1/ticket-providers');
    expect(providers.map((it) => it.name)).not.toContain(name);
  });

  test('the demo Jira passes its test', async ({ signedIn: page }) => {
    await page.goto('/ticket-providers');
    await page.getByRole('link', { name: 'Jira', exact: true }).click();
    await page.getByRole('button', { name: 'Test it' }).click();
    await expect(page.getByText('Tickets can be opened and kept in step.')).toBeVisible();
  });

  test('shows a ticket with its state, and lets go of it', async ({ signedIn: page, api }) => {
    const title = `Till on fire ${Date.now().toString(36)}`;
    const alert = await api.post<{ id: string; groupId: string }>('/api/v1/alerts', {
      title,
      severity: 'info',
    });
    const { providers } = await api.get<{ providers: { id: string; type: string }[] }>(
      '/api/v1/ticket-providers',
    );
    const desk = providers.find((it) => it.type === 'webhook')!;
    await api.post(`/api/v1/alerts/${alert.id}/ticket`, { providerId: desk.id });
    await page.goto('/tickets');
    // A group has one ticket with each system, under the title of the alert that was first.
    const row = page
      .getByRole('row', { name: /TKT-/ })
      .filter({ has: page.locator(`a[href*="${alert.groupId}"]`) });
    await expect(row.getByText('open', { exact: true })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'tickets');
    await row.getByRole('button', { name: /^More for/ }).click();
    await page.getByRole('menuitem', { name: 'Unlink …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
    await expect(row).toHaveCount(0);

    await page.getByRole('tab', { name: 'Notes to tickets' }).click();
    await expect(page.getByText('No note was given up')).toBeVisible();
    await page.getByRole('tab', { name: 'Messages from systems' }).click();
    await expect(page.getByText('No message was given up')).toBeVisible();
    await expectAccessible(page);
  });
});

import { signInAs } from './support/people';
import { expect, expectAccessible, screenshot, test } from './support/test';

test.describe('channels', () => {
  test('sets up a signed webhook, is told what is missing, and sends a test', async ({
    signedIn: page,
    demo,
    api,
  }) => {
    const name = `Status page ${Date.now().toString(36)}`;
    await page.goto('/channels');
    await expect(page.getByRole('table', { name: 'Channels' })).toContainText('working');
    await expectAccessible(page);
    await screenshot(page, 'channels');
    await page.getByRole('link', { name: 'New channel' }).click();
    await page.getByRole('radio', { name: /Signed webhook/ }).check();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: 'Create channel' }).click();
    await expect(page.getByRole('textbox', { name: /Address/ })).toBeFocused();
    await expect(page.getByText('This is needed.')).toHaveCount(2);
    await expectAccessible(page);
    await screenshot(page, 'channel-new');

    await page.getByRole('textbox', { name: /Address/ }).fill(`${demo.fakes.tickets}/desk`);
    await page
      .getByLabel(/Signing secret/)
      .fill('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    await page.getByRole('button', { name: 'Create channel' }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(page.getByLabel('Signing secret')).toHaveAttribute('placeholder', /stored; leave empty/);
    await page.getByRole('button', { name: 'Delete this channel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('table', { name: 'Channels' })).toBeVisible();
    await expect(page.getByRole('link', { name })).toHaveCount(0);
    const { channels } = await api.get<{ channels: { name: string }[] }>('/api/v1/channels');
    expect(channels.map((it) => it.name)).not.toContain(name);
  });

  test('tells in words what came of a test, and asks for a secret that would go elsewhere', async ({
    signedIn: page,
  }) => {
    await page.goto('/channels');
    await page.getByRole('link', { name: 'Slack', exact: true }).click();
    await expect(page.getByText('/api/v1/slack/interactions/')).toBeVisible();
    await page.getByRole('button', { name: 'Send a test message' }).click();
    await expect(page.getByText(/A test message was sent to/)).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'channel');

    await page.getByLabel('Base of the Web API').fill('https://elsewhere.example/api');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByLabel('Bot token')).toBeFocused();
    await expect(page.getByText(/Give it again: it would go to a new place/)).toBeVisible();
  });

  test('is not for viewers', async ({ page, demo }) => {
    await signInAs(page, demo, 'viewer');
    await page.goto('/channels');
    await expect(page.getByText('Your role may not see this')).toBeVisible();
    await expectAccessible(page);
  });
});

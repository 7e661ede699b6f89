import { Api } from './support/api';
import { type Server, startServer } from './support/server';
import { expect, expectAccessible, screenshot, test } from './support/test';

/** From an empty data folder to a page that arrives, on a server of its own. Mail goes to the demo's look-alike. */
test.describe('set-up', () => {
  let server: Server;

  test.beforeAll(async () => {
    // Starting a database and everything else takes its time on a busy machine.
    test.setTimeout(300_000);
    // The look-alike of a mail server is on this machine.
    server = await startServer([], { TOCSIN_OUTBOUND_ALLOW: '127.0.0.0/8' });
  });

  test.afterAll(async () => {
    await server?.stop();
  });

  test('leads from the printed link to a page that arrives and is answered', async ({ page, demo }) => {
    test.setTimeout(300_000);
    const base = server.url;
    let token = '';
    await expect
      .poll(
        () => {
          token = /setup\?token=([A-Za-z0-9_-]+)\s/.exec(server.log())?.[1] ?? '';
          return token;
        },
        { message: 'the server prints the link' },
      )
      .not.toBe('');
    const mail = new URL(demo.fakes.smtp!);
    const email = `owner-${Math.random().toString(36).slice(2, 10)}@globex.example`;
    const inbox = new Api('', '');

    await test.step('the owner', async () => {
      await page.goto(`${base}/setup`);
      await expect(page.getByLabel('Set-up token')).toBeVisible();
      await page.goto(`${base}/setup?token=${token}`);
      await page.getByLabel('Organisation').fill('Globex');
      await page.getByLabel('Your name').fill('Hank Scorpio');
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill('a long enough one 42');
      await expectAccessible(page);
      await screenshot(page, 'setup-owner');
      await page.getByRole('button', { name: 'Begin' }).click();
      await expect(page.getByRole('heading', { name: 'How messages leave' })).toBeVisible();
      await expect(page).toHaveURL(`${base}/setup`);
    });

    const step = page.getByRole('list', { name: 'Steps' }).locator('> li[aria-current="step"]');

    await test.step('a channel', async () => {
      await step.getByLabel('Mail server').fill(mail.hostname);
      await step.getByLabel('Security').selectOption('None');
      await step.getByLabel('Port').fill(mail.port);
      await step.getByLabel('Sender').fill('tocsin@globex.example');
      await expectAccessible(page);
      await screenshot(page, 'setup-channel');
      await step.getByRole('button', { name: 'Connect' }).click();
      await expect(step).toContainText('How you are reached');
    });

    await test.step('an address, shown to arrive by its code; a reload loses nothing', async () => {
      await expect(step.getByLabel('E-mail address')).toHaveValue(email);
      await step.getByRole('button', { name: 'Add and verify' }).click();
      await expect(step.getByText('A code is on its way')).toBeVisible();
      await page.reload();
      let code = '';
      await expect
        .poll(async () => {
          const received = await inbox.get<{ to: string; text: string }[]>(demo.inbox_url);
          code = /\b\d{6}\b/.exec(received.find((it) => it.to === email)?.text ?? '')?.[0] ?? '';
          return code;
        })
        .toMatch(/^\d{6}$/);
      await step.getByLabel('Code').fill(code);
      await expectAccessible(page);
      await step.getByRole('button', { name: 'Verify' }).click();
      await expect(step).toContainText('Who is on call');
    });

    await test.step('a schedule, left out and taken up again', async () => {
      await step.getByRole('button', { name: 'Skip' }).click();
      await expect(step).toContainText('What happens to an alert');
      await page.reload();
      await expect(step).toContainText('What happens to an alert');
      await page.getByRole('button', { name: 'Do it now' }).click();
      await expect(step).toContainText('Who is on call');
      await step.getByRole('button', { name: 'Create the schedule' }).click();
      await expect(step).toContainText('What happens to an alert');
    });

    await test.step('a policy and an integration', async () => {
      await expect(step).toContainText('whoever is on call by Primary');
      await step.getByRole('button', { name: 'Create the policy' }).click();
      await step.getByRole('button', { name: 'Create the integration' }).click();
      await expect(step).toContainText('See it reach you');
    });

    await test.step('an alert that arrives and is acknowledged', async () => {
      await expect(step.getByText(/curl -X POST/)).toBeVisible();
      await expectAccessible(page);
      await screenshot(page, 'setup-test');
      await step.getByRole('button', { name: 'Send a test alert' }).click();
      await expect(step.getByRole('list', { name: 'What happens to it' })).toContainText(/Paged/);
      await expect
        .poll(async () => {
          const received = await inbox.get<{ to: string; text: string; subject?: string }[]>(demo.inbox_url);
          return received.some((it) => it.to === email && it.subject?.includes('Test alert'));
        })
        .toBe(true);
      await expectAccessible(page);
      await step.getByRole('button', { name: 'Acknowledge' }).click();
      await expect(page.getByText('An alert reached you and you answered it')).toBeVisible();
      await expectAccessible(page);
      await screenshot(page, 'setup-done');
      await page.getByRole('link', { name: 'Go to Tocsin' }).click();
      await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    });

    await test.step('the link is used up', async () => {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.goto(`${base}/setup?token=${token}`);
      await expect(page.getByText('This installation is set up')).toBeVisible();
      await expectAccessible(page);
    });
  });
});

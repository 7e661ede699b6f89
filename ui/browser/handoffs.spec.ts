import type { Page } from '@playwright/test';
import type { Api } from './support/api';
import { signInAs, verifiedEmail } from './support/people';
import { daily, scheduleOf } from './support/schedules';
import type { Demo } from './support/server';
import { expect, expectAccessible, screenshot, test } from './support/test';

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly actions: readonly { readonly label: string; readonly url: string }[];
}

/** Somebody with an address that works, who is on a schedule of their own; the page has their session. */
async function onCall(page: Page, demo: Demo, api: Api, role: string) {
  const id = await signInAs(page, demo, role);
  const { email } = await api.get<{ email: string }>(`/api/v1/users/${id}`);
  await verifiedEmail(api, demo, id, email);
  return { id, email, schedule: await scheduleOf(api, [daily([id])]) };
}

test('notices and test pages of a schedule are switched on, and stay so', async ({ page, demo, api }) => {
  const { schedule } = await onCall(page, demo, api, 'manager');
  await page.goto(`/schedules/${schedule.id}`);
  await page.getByRole('link', { name: 'Hand-offs' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hand-offs of ${schedule.name}`);
  const notices = page.getByRole('checkbox', { name: 'Tell who comes and who goes' });
  const drills = page.getByRole('checkbox', { name: 'Send who comes a test page' });
  const before = page.getByLabel('How long before');
  await expect(notices).not.toBeChecked();
  await expect(drills).not.toBeChecked();
  await expect(before).toBeDisabled();
  await expect(before).toHaveValue('3600');
  await expect(page.getByText('No note yet.')).toBeVisible();
  await expectAccessible(page);
  await screenshot(page, 'handoffs-empty');

  await notices.check();
  await drills.check();
  await before.selectOption('2 h');
  await page.getByLabel('Time to answer').selectOption('10 min');
  await page.getByRole('button', { name: 'Save' }).click();
  const settings = () =>
    api.get<Record<string, unknown>>(`/api/v1/handoffs/settings/${schedule.id}`).then((it) => ({
      notices: it.notices,
      noticeBefore: it.noticeBefore,
      drills: it.drills,
      drillAnswerWithin: it.drillAnswerWithin,
    }));
  await expect
    .poll(settings)
    .toEqual({ notices: true, noticeBefore: '7200s', drills: true, drillAnswerWithin: '600s' });
  await page.reload();
  await expect(notices).toBeChecked();
  await expect(drills).toBeChecked();
  await expect(before).toHaveValue('7200');
  await expect(page.getByLabel('Time to answer')).toHaveValue('600');
  await api.delete(`/api/v1/schedules/${schedule.id}`);
});

test('who goes leaves a note in Markdown, and tries their own pager', async ({ page, demo, api }) => {
  const me = await onCall(page, demo, api, 'responder');
  await page.goto(`/schedules/${me.schedule.id}/handoffs`);
  // The switches are the managers'.
  await expect(page.getByRole('checkbox', { name: 'Tell who comes and who goes' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);

  const text = page.getByLabel('What should they know?');
  const leave = page.getByRole('button', { name: 'Leave the note' });
  await expect(leave).toBeDisabled();
  await text.fill('Backups run **until noon**:\n\n- leave `db2` alone\n- <b>no</b> deploys');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  const look = page.getByRole('region', { name: 'As it will look' });
  await expect(look.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await text.press('Control+Enter');
  const note = page.getByRole('list', { name: 'Notes' }).getByRole('listitem').first();
  await expect(note.locator('strong')).toHaveText('until noon');
  await expect(note.locator('code')).toHaveText('db2');
  // HTML stays the text that it is.
  await expect(note).toContainText('<b>no</b> deploys');
  await expect(text).toHaveValue('');

  const drill = page.getByRole('button', { name: 'Test my pager now' });
  await drill.click();
  const last = page.getByRole('region', { name: 'Your last test page' });
  await expect(last).toContainText('running');
  await expect(last).toContainText('There is time to answer until');
  await expect(drill).toBeDisabled();
  await expectAccessible(page);
  await last.scrollIntoViewIfNeeded();
  await screenshot(page, 'handoffs-drill');

  // The page comes on the person's own channel, and is answered there by its link.
  let link: string | undefined;
  await expect
    .poll(async () => {
      const inbox = await api.get<Mail[]>(demo.inbox_url);
      const mail = inbox.find((it) => it.to === me.email && /Test page/.test(it.subject));
      link = mail?.actions.find((it) => /acknowledge/i.test(it.label))?.url;
      return link ?? `no link in ${JSON.stringify(mail?.actions ?? inbox.map((it) => it.subject))}`;
    })
    .toMatch(/^http/);
  const answer = await page.context().newPage();
  await answer.goto(link!);
  await answer.getByRole('button', { name: /acknowledge/i }).click();
  await answer.close();

  await expect(last).toContainText('answered');
  await expect(last).toContainText('after it was asked for');
  await expect(drill).toBeEnabled();
  await expectAccessible(page);
  await screenshot(page, 'handoffs-answered');
  await last.getByRole('link', { name: 'Its alert' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Test page');
  await expect(page.getByText('resolved').first()).toBeVisible();
  await api.delete(`/api/v1/schedules/${me.schedule.id}`);
});

import type { Page } from '@playwright/test';
import { alertRows, listOf, mark, stored } from './support/alerts';
import { type Api, fire } from './support/api';
import { signInAs } from './support/people';
import type { Demo } from './support/server';
import { expect, expectAccessible, screenshot, test } from './support/test';

/** An alert that pages whoever is on call, on its page. */
async function openAlert(page: Page, demo: Demo, api: Api, severity = 'critical'): Promise<string> {
  const service = mark();
  await fire(demo.webhooks.alertmanager!, { alertname: service, severity, service, instance: 'web-1' });
  const [alert] = await stored(api, service, 1);
  await page.goto(`/alerts/${alert!.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(service);
  return alert!.id;
}

const choose = async (page: Page, action: string): Promise<void> => {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: action }).click();
};

test.describe('what is done to an alert', () => {
  test('escalating pages the next step at once', async ({ signedIn: page, demo, api }) => {
    await openAlert(page, demo, api);
    const timeline = page.getByRole('list', { name: 'Timeline' });
    await expect(timeline).toContainText('Step 1, round 1');
    await expect(timeline).toContainText('Paged');
    await choose(page, 'Escalate: page the next step now');
    await expect(page.getByText(/^You asked for the next step: .* fires now$/)).toBeVisible();
    await expect(timeline).toContainText('Olive Owner asked for the next step');
    await expect(timeline).toContainText('Step 2, round 1');
    await expect(timeline).toContainText('somebody asked for it');
  });

  test('reassigning hands it to a team, then to a person and to a policy, each by name', async ({
    signedIn: page,
    demo,
    api,
  }) => {
    const { users } = await api.get<{ users: { id: string; name: string }[] }>('/api/v1/users?pageSize=500');
    const ben = users.find((it) => it.name === 'Ben Turing')!;
    const team = await api.post<{ id: string; name: string }>('/api/v1/teams', {
      name: `Team ${mark()}`,
      members: [{ userId: ben.id }],
    });
    await openAlert(page, demo, api);
    const timeline = page.getByRole('list', { name: 'Timeline' });
    const dialog = page.getByRole('dialog', { name: 'Reassign' });

    await choose(page, 'Reassign…');
    const hand = dialog.getByRole('button', { name: 'Reassign' });
    await expect(hand).toBeDisabled();
    await dialog.getByRole('tab', { name: 'Teams' }).click();
    await dialog.getByRole('checkbox', { name: `All of ${team.name}` }).check();
    await dialog.getByLabel('Note').fill('They know the till');
    await expectAccessible(page);
    await screenshot(page, 'alert-reassign');
    await hand.click();
    await expect(dialog).toBeHidden();
    const toTeam = `to team ${team.name}: They know the till`;
    await expect(page.getByText(`Reassigned by you ${toTeam}`, { exact: true })).toBeVisible();
    await expect(timeline).toContainText(`Reassigned by Olive Owner ${toTeam}`);
    await expect(timeline).toContainText(/Paged Ben Turing/);

    await choose(page, 'Reassign…');
    await dialog.getByRole('checkbox', { name: 'Ada Lovelace' }).check();
    await hand.click();
    await expect(page.getByText('Reassigned by you to Ada Lovelace', { exact: true })).toBeVisible();
    await expect(timeline).toContainText('Reassigned by Olive Owner to Ada Lovelace');

    await choose(page, 'Reassign…');
    await dialog.getByRole('tab', { name: 'Policy' }).click();
    await dialog.getByLabel('Escalation policy').selectOption({ label: 'Tell the channel' });
    await hand.click();
    await expect(timeline).toContainText('Reassigned by Olive Owner to policy Tell the channel');
    // Nobody reads an id.
    await expect(timeline).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}/);
    await api.delete(`/api/v1/teams/${team.id}`);
  });

  test('snoozing puts it off, and says until when', async ({ signedIn: page, demo, api }) => {
    const id = await openAlert(page, demo, api);
    await page.getByRole('button', { name: 'Snooze' }).click();
    const dialog = page.getByRole('dialog', { name: 'Snooze the alert' });
    await expectAccessible(page);
    await screenshot(page, 'alert-snooze');
    await dialog.getByRole('button', { name: '1 hour' }).click();
    await expect(page.getByText(/^Snoozed by you until (\w{3},? \d+ \w{3}, )?\d\d:\d\d$/)).toBeVisible();
    await expect(page.locator('header').getByText('acknowledged').first()).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('Snoozed until');
    const alert = await api.get<{ state: string; snoozeEndTime: string }>(`/api/v1/alerts/${id}`);
    expect(alert.state).toBe('ALERT_STATE_ACKNOWLEDGED');
    const left = Date.parse(alert.snoozeEndTime) - Date.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(3_600_000);
    // Taking it for good ends the snooze.
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(page.getByRole('complementary', { name: 'Details' })).not.toContainText('Snoozed until');
  });

  test('a ticket is opened from the alert, and its number appears there', async ({
    signedIn: page,
    demo,
    api,
  }) => {
    // Minor: its route opens no ticket by itself.
    await openAlert(page, demo, api, 'minor');
    await choose(page, 'Open a ticket…');
    const dialog = page.getByRole('dialog', { name: 'Open a ticket' });
    await dialog.getByLabel('With').selectOption({ label: 'Service desk' });
    await expectAccessible(page);
    await screenshot(page, 'alert-open-ticket');
    await dialog.getByRole('button', { name: 'Open the ticket' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('complementary', { name: 'Details' })).toContainText(/TKT-\d+/);
    await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('A ticket was asked for');
  });

  test('a viewer reads alerts and can do nothing to them', async ({ page, demo, api }) => {
    await signInAs(page, demo, 'viewer');
    const id = await openAlert(page, demo, api);
    await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Paged');
    for (const name of ['Acknowledge', 'Resolve', 'Snooze', 'More actions', 'Add note']) {
      await expect(page.getByRole('button', { name })).toHaveCount(0);
    }
    await page.getByRole('tab', { name: 'Payload' }).click();
    await expect(page.getByText('Payloads are shown to responders.')).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'alert-viewer');

    const { title } = await api.get<{ title: string }>(`/api/v1/alerts/${id}`);
    await page.goto(listOf(title));
    await expect(alertRows(page)).toHaveCount(1);
    await page.keyboard.press('j');
    await expect(alertRows(page).first()).toBeFocused();
    for (const key of ['a', 'r', 's', 'Shift+S']) await page.keyboard.press(key);
    await page.keyboard.press('x');
    await expect(alertRows(page).first()).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('toolbar', { name: 'Selected alerts' })).toHaveCount(0);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Acknowledge', exact: true })).toHaveCount(0);
    expect((await api.get<{ state: string }>(`/api/v1/alerts/${id}`)).state).toBe('ALERT_STATE_OPEN');
  });
});

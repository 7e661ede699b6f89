import type { Api } from './support/api';
import { reachablePerson, signInAs } from './support/people';
import { daily, people, scheduleOf } from './support/schedules';
import { expect, expectAccessible, screenshot, test } from './support/test';

const DAY = 86_400_000;
/** A day so many days from today, as `YYYY-MM-DD` in the zone of the browser. */
const dayIn = (days: number): string =>
  new Date(Date.now() + days * DAY).toLocaleDateString('sv-SE', { timeZone: 'Europe/Vienna' });

async function tidy(api: Api): Promise<void> {
  const { timeOff = [] } = await api.get<{ timeOff?: { id: string }[] }>('/api/v1/time-off?pageSize=500');
  for (const it of timeOff) await api.delete(`/api/v1/time-off/${it.id}`);
  const { calendars = [] } = await api.get<{ calendars?: { id: string }[] }>('/api/v1/holiday-calendars');
  for (const it of calendars) await api.delete(`/api/v1/holiday-calendars/${it.id}`);
}

test.describe('time off', () => {
  test.beforeEach(({ api }) => tidy(api));
  test.afterEach(({ api }) => tidy(api));

  test('is entered by days, and one click puts the proposed stand-in on call', async ({
    signedIn: page,
    demo,
    api,
  }) => {
    const ids = await people(api);
    const standIn = await reachablePerson(api, demo);
    // Told once, should midnight pass meanwhile.
    const [before, day] = [dayIn(10), dayIn(11)];
    const schedule = await scheduleOf(api, [
      daily([ids['Olive Owner']!]),
      { ...daily([standIn.id], '2099-01-05'), name: 'Later' },
    ]);
    await page.goto('/time-off');
    await expect(page.getByText('You have no time off to come')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add time off' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Add time off' });
    const save = dialog.getByRole('button', { name: 'Add time off' });
    await expect(save).toBeDisabled();
    await dialog.getByLabel('First day').fill(day);
    await dialog.getByLabel('Last day').fill(before);
    await expect(dialog).toContainText('It ends before it starts.');
    await expect(save).toBeDisabled();
    await dialog.getByLabel('Last day').fill(day);
    await dialog.getByLabel('Note').fill('A wedding');
    await expectAccessible(page);
    await screenshot(page, 'time-off-add');
    await save.click();
    await expect(dialog).toBeHidden();

    const mine = page.getByRole('list', { name: 'My time off' }).getByRole('listitem');
    await expect(mine).toContainText('A wedding');
    const inTheWay = page
      .getByRole('list', { name: 'Shifts in the way', exact: true })
      .getByRole('listitem')
      .filter({ hasText: schedule.name });
    await expect(inTheWay.first()).toContainText('You are on call by');
    await expect(inTheWay.first()).toContainText(`${standIn.name} is free then`);
    await expectAccessible(page);
    await screenshot(page, 'time-off');

    // The day of the time off is on the calendar, whoever looks at it.
    await page.goto(`/schedules/${schedule.id}?at=${day}&view=weeks`);
    await expect(page.getByTitle(/^Olive Owner is away/).first()).toBeVisible();
    const findings = page.getByRole('list', { name: 'Findings' }).getByRole('listitem');
    await expect(findings.filter({ hasText: 'has time off' })).toHaveCount(1);
    await expect(findings.filter({ hasText: 'has time off' })).toContainText('Olive Owner');
    await expectAccessible(page);
    await screenshot(page, 'schedule-time-off');
    await page.goto('/time-off');

    // Two turns touch a day from midnight to midnight: both find somebody.
    await expect(inTheWay.first()).toBeVisible();
    const count = await inTheWay.count();
    for (let left = count; left > 0; left--) {
      await inTheWay
        .first()
        .getByRole('button', { name: `Put ${standIn.name} on call` })
        .click();
      await expect(inTheWay).toHaveCount(left - 1);
    }
    const { overrides } = await api.get<{ overrides: { userId: string; replacesUserId: string }[] }>(
      `/api/v1/schedules/${schedule.id}/overrides`,
    );
    expect(overrides).toHaveLength(count);
    expect(overrides.every((it) => it.userId === standIn.id)).toBe(true);

    await mine.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('You have no time off to come')).toBeVisible();
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('lets a responder ask the stand-in, and not put anybody on call', async ({ page, demo, api }) => {
    const me = await signInAs(page, demo, 'responder');
    const standIn = await reachablePerson(api, demo);
    const schedule = await scheduleOf(api, [
      daily([me]),
      { ...daily([standIn.id], '2099-01-05'), name: 'Later' },
    ]);
    // Entered by somebody else: nobody but the person and managers sees the note.
    await api.post('/api/v1/time-off', {
      userId: me,
      startTime: new Date(Date.now() + 20 * DAY).toISOString(),
      endTime: new Date(Date.now() + 20.2 * DAY).toISOString(),
      note: 'Private',
    });
    await page.goto('/time-off');
    const shift = page
      .getByRole('list', { name: 'Shifts in the way', exact: true })
      .getByRole('listitem')
      .filter({ hasText: schedule.name })
      .first();
    await expect(shift).toContainText(`${standIn.name} is free then`);
    await expect(shift.getByRole('button', { name: /^Put/ })).toHaveCount(0);
    await shift.getByRole('button', { name: `Ask ${standIn.name}` }).click();
    await expect(shift).toContainText(`${standIn.name} is asked`);
    await expect(shift.getByRole('button', { name: `Ask ${standIn.name}` })).toHaveCount(0);
    await expectAccessible(page);
    await screenshot(page, 'time-off-asked');
    const { swaps } = await api.get<{ swaps: { userId: string; askedUserId: string }[] }>(
      `/api/v1/swaps?scheduleId=${schedule.id}`,
    );
    expect(swaps.find((it) => it.userId === me)?.askedUserId).toBe(standIn.id);
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });
});

test.describe('public holidays', () => {
  test.beforeEach(({ api }) => tidy(api));
  test.afterEach(({ api }) => tidy(api));

  test('of a region are attached to a schedule and shown on its calendar', async ({
    signedIn: page,
    api,
  }) => {
    const ids = await people(api);
    const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!])]);
    await page.goto('/time-off?show=holidays');
    await expect(page.getByText('No public holidays yet')).toBeVisible();
    await page.getByRole('button', { name: 'Add public holidays' }).click();
    const dialog = page.getByRole('dialog', { name: 'Public holidays' });
    const pick = async (label: string, typed: string, option: RegExp) => {
      await dialog.getByRole('combobox', { name: label }).fill(typed);
      await page.getByRole('option', { name: option }).first().click();
    };
    await pick('Schedule', schedule.name, new RegExp(schedule.name));
    await pick('Country or region', 'at', /^Austria at$/);
    await expect(dialog.getByRole('list', { name: 'Holidays to come' })).toContainText(/Christmas/);
    await expectAccessible(page);
    await screenshot(page, 'holidays-add');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    const line = page
      .getByRole('list', { name: 'Public holidays' })
      .getByRole('listitem')
      .filter({ hasText: schedule.name });
    await expect(line).toContainText('Austria');
    await line.getByRole('button', { name: 'Show days' }).click();
    await expect(line.getByRole('list', { name: 'Holidays to come' })).toContainText(/Christmas/);
    await expectAccessible(page);
    await screenshot(page, 'holidays');

    await page.goto(`/schedules/${schedule.id}?at=2031-12-15`);
    await expect(page.getByTitle(/^Christmas.*, Thu,? 25 Dec$/).first()).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'schedule-holidays');
    // In the list, too.
    await page.goto(`/schedules/${schedule.id}?at=2031-12-15&view=list`);
    await expect(page.getByRole('list', { name: 'Time off and public holidays' })).toContainText(/Christmas/);

    await page.goto('/time-off?show=holidays');
    await line.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('No public holidays yet')).toBeVisible();
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });
});

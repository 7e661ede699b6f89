import { addPerson as add, daily, type Named, people, scheduleOf, unique } from './support/schedules';
import { expect, expectAccessible, screenshot, test } from './support/test';

/** A day in each of the weeks looked at: far from today, so that no test depends on the date it runs on. */
const MONDAY = '2031-06-02';

test.describe('schedules', () => {
  test('makes a rotation by keyboard and shows what it comes to before it is saved', async ({
    signedIn: page,
    api,
  }) => {
    const name = `Primary ${unique()}`;
    await page.goto('/schedules');
    await expect(page.getByRole('table', { name: 'Schedules' })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'schedules');
    await page.getByRole('link', { name: 'New schedule' }).click();
    const preview = page.getByRole('region', { name: 'Preview' });
    await expect(preview).toContainText('Add somebody');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.getByLabel('First turn').fill(MONDAY);
    await add(page, 'Ada Lovelace');
    await expect(preview.getByText('Ada Lovelace').first()).toBeVisible();
    await add(page, 'Ben Turing');
    await expect(preview.getByText('Ben Turing').first()).toBeVisible();

    const order = page.getByRole('list', { name: 'People in turn' }).getByRole('listitem');
    const handle = page.getByRole('button', { name: 'Move Ben Turing' });
    await handle.press('ArrowUp');
    await expect(order.nth(0)).toContainText('Ben Turing');
    await expect(handle).toBeFocused();
    await expectAccessible(page);
    await screenshot(page, 'schedule-form');

    await page.getByRole('button', { name: 'Save schedule' }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await page.goto(`${new URL(page.url()).pathname}?view=weeks&at=${MONDAY}`);
    await expect(page.getByRole('button', { name: /^Ben Turing, Mon,? 2 Jun, 09:00/ }).first()).toBeVisible();
    await expect(
      page.getByRole('button', { name: /^Ada Lovelace, Mon,? 9 Jun, 09:00/ }).first(),
    ).toBeVisible();
    // Before the first turn nobody is, and that is said in words.
    await expect(page.getByRole('button', { name: /^Nobody is on call/ }).first()).toBeVisible();
    await expect(page.getByText(/Nobody is on call for .* of the time shown/)).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page).toHaveURL(/\/schedules$/);
    const { schedules } = await api.get<{ schedules: Named[] }>('/api/v1/schedules?pageSize=500');
    expect(schedules.map((it) => it.name)).not.toContain(name);
  });

  test('keeps what was typed when the session ends meanwhile', async ({ signedIn: page, demo, api }) => {
    const name = `Typed ${unique()}`;
    await page.goto('/schedules/new');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await add(page, 'Ada Lovelace');
    // The server no longer takes the token of the page, nor the one to renew it with.
    await page.evaluate(() => localStorage.setItem('tocsin.refresh', 'tcr_not-a-token'));
    let refused = 0;
    await page.route('**/api/v1/schedules', async (route) => {
      if (route.request().method() === 'POST' && refused++ === 0) {
        await route.fulfill({ status: 401, json: { detail: 'The token has ended.' } });
      } else {
        await route.continue();
      }
    });
    await page.getByRole('button', { name: 'Save schedule' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await expect(dialog).toBeVisible();
    const email = dialog.getByLabel('E-mail');
    if (await email.isEditable()) await email.fill(demo.owner.email);
    await dialog.getByLabel('Password').fill(demo.owner.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(name);
    await expect(page.getByRole('list', { name: 'People in turn' })).toContainText('Ada Lovelace');
    await page.getByRole('button', { name: 'Save schedule' }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await api.delete(`/api/v1/schedules/${new URL(page.url()).pathname.split('/').pop()}`);
  });

  test('puts somebody else on call by dragging over the days, and takes it back', async ({
    signedIn: page,
    api,
  }) => {
    const ids = await people(api);
    const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!])]);
    await page.goto(`/schedules/${schedule.id}?view=weeks&at=${MONDAY}`);
    const week = page.getByRole('listitem', { name: `Week from ${MONDAY}` });
    await expect(week.getByRole('button', { name: /^Ada Lovelace/ }).first()).toBeVisible();
    const row = (await week.locator('[data-drag]').boundingBox())!;
    const at = (days: number) => [row.x + (row.width * days) / 7, row.y + row.height / 2] as const;
    await page.mouse.move(...at(1.25));
    await page.mouse.down();
    await page.mouse.move(...at(2), { steps: 5 });
    await page.mouse.move(...at(3), { steps: 5 });
    await page.mouse.up();

    const dialog = page.getByRole('dialog', { name: 'Override' });
    await expect(dialog.getByLabel('From')).toHaveValue('2031-06-03T06:00');
    await expect(dialog.getByLabel('Until')).toHaveValue('2031-06-05T00:00');
    await dialog.getByRole('combobox', { name: 'Who takes over' }).fill('turing');
    await expect(page.getByRole('option', { name: /Ben Turing/ })).toBeVisible();
    await dialog.getByRole('combobox', { name: 'Who takes over' }).press('Enter');
    await expect(dialog).toContainText('Relieves Ada Lovelace');
    await expectAccessible(page);
    await screenshot(page, 'schedule-override');
    await dialog.getByRole('button', { name: 'Save override' }).click();
    await expect(dialog).toBeHidden();

    const taken = week.getByRole('button', { name: /^Ben Turing \(override\), Tue,? 3 Jun, 06:00/ });
    await expect(taken).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'schedule-weeks');
    await taken.click();
    const shift = page.getByRole('dialog', { name: 'Ben Turing' });
    await expect(shift).toContainText('By an override');
    await shift.getByRole('button', { name: 'Delete the override' }).click();
    await page
      .getByRole('dialog', { name: 'Delete this override?' })
      .getByRole('button', { name: 'Delete' })
      .click();
    await expect(taken).toBeHidden();
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('takes exact times by keyboard, and says when the clocks skip one', async ({
    signedIn: page,
    api,
  }) => {
    const ids = await people(api);
    const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!])]);
    await page.goto(`/schedules/${schedule.id}?at=2031-03-15`);
    // The last Sunday of March has 23 hours in Vienna.
    await expect(page.getByTitle('The clocks change: this day has 23 hours')).toBeVisible();
    await screenshot(page, 'schedule-month');
    await page.getByRole('button', { name: 'Override' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Override' });
    await dialog.getByLabel('From').fill('2031-03-30T02:30');
    await expect(dialog).toContainText('The clocks skip 02:30 on that day: 03:30 is taken.');
    await dialog.getByLabel('Until').fill('2031-03-30T01:00');
    await expect(dialog).toContainText('It ends before it starts.');
    await expect(dialog.getByRole('button', { name: 'Save override' })).toBeDisabled();
    await dialog.getByLabel('Until').fill('2031-03-30T12:00');
    await dialog.getByRole('button', { name: 'Save override' }).click();
    await expect(dialog).toBeHidden();
    await expect(
      page.getByRole('button', { name: /^Olive Owner \(override\), Sun,? 30 Mar, 03:30/ }),
    ).toBeVisible();
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('shows who is on call now, and my own next shifts', async ({ signedIn: page, api }) => {
    const ids = await people(api);
    const mine = await scheduleOf(api, [daily([ids['Olive Owner']!])]);
    const empty = await scheduleOf(api, [daily([ids['Ada Lovelace']!], '2099-01-05')]);
    await page.goto('/on-call');
    const card = (name: string) =>
      page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
    await expect(card(mine.name)).toContainText('Olive Owner');
    await expect(card(mine.name)).toContainText('you');
    await expect(card(empty.name)).toContainText('Nobody is on call');
    await expect(page.getByRole('table', { name: 'My next shifts' })).toContainText(mine.name);
    await expect(page.getByText(/Nothing would reach you|Nothing is sure|Pages reach you/)).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'on-call');
    await api.delete(`/api/v1/schedules/${mine.id}`);
    await api.delete(`/api/v1/schedules/${empty.id}`);
  });

  test('lists turns below each other on a phone, within its width', async ({ signedIn: page, api }) => {
    const ids = await people(api);
    const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!, ids['Ben Turing']!])]);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`/schedules/${schedule.id}?at=${MONDAY}`);
    const turns = page.getByRole('list', { name: 'Turns' });
    await expect(turns.getByRole('button', { name: /Ada Lovelace/ }).first()).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'schedule-agenda');
    await turns
      .getByRole('button', { name: /Ben Turing/ })
      .first()
      .click();
    await expect(page.getByRole('dialog', { name: 'Ben Turing' })).toBeVisible();
    await expectAccessible(page);
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });
});

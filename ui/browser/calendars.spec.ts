import { people, scheduleOf, unique } from './support/schedules';
import { expect, expectAccessible, screenshot, test } from './support/test';

/** Tomorrow and so many days on, as iCalendar writes an instant at 09:00 UTC. */
const stamp = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}T090000Z`;

const calendarOf = (titles: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//tests//EN',
    ...titles.flatMap((title, i) => [
      'BEGIN:VEVENT',
      `UID:${i}@tests`,
      `DTSTAMP:${stamp(0)}`,
      `DTSTART:${stamp(i + 1)}`,
      `DTEND:${stamp(i + 2)}`,
      `SUMMARY:${title}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

test.describe('imported calendars', () => {
  test('tell whom their titles mean, and give a layer its turns', async ({ signedIn: page, api }) => {
    const ids = await people(api);
    const name = `Old rota ${unique()}`;
    const { feeds = [] } = await api.get<{ feeds?: { id: string }[] }>('/api/v1/calendar-feeds');
    for (const it of feeds) await api.delete(`/api/v1/calendar-feeds/${it.id}`);
    await page.goto('/calendars');
    await expect(page.getByText('No imported calendars yet')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Import a calendar' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import a calendar' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('radio', { name: /In a file/ }).check();
    const text = dialog.getByLabel('Text of the iCalendar');
    await text.fill('This is none.');
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    // What was typed stays, and the field says what is wrong.
    await expect(text).toHaveAttribute('aria-invalid', 'true');
    await expect(dialog.getByLabel('Name')).toHaveValue(name);
    await expectAccessible(page);
    await screenshot(page, 'calendar-import');
    await text.fill(calendarOf(['Ada Lovelace', 'Zoe Nobody', 'On call: Ben Turing']));
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();

    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Names that are no user’s' })).toHaveText('Zoe Nobody');
    const meant = page.getByRole('table', { name: 'Whom its titles mean' });
    await expect(meant.getByRole('row', { name: /Zoe Nobody/ })).toContainText('nobody');
    await expect(meant.getByRole('row', { name: /On call: Ben Turing/ })).toContainText('Ben Turing');
    await expect(page.getByRole('table', { name: 'Next shifts' }).getByRole('row')).toHaveCount(4);
    await expectAccessible(page);
    await screenshot(page, 'calendar-imported');

    // A schedule takes its turns from it, and shows them before it is saved.
    const schedule = await scheduleOf(api, [
      {
        rotation: {
          unit: 'ROTATION_UNIT_DAY',
          length: 1,
          handoffTime: '09:00',
          startDate: '2026-01-05',
        },
        participants: [ids['Olive Owner']],
      },
    ]);
    await page.goto(`/schedules/${schedule.id}/edit`);
    const turns = page.getByLabel('Turns come from');
    await turns.selectOption({ label: `imported calendar: ${name}` });
    await expect(page.getByText(/Nobody is on call by Zoe Nobody/)).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'People in turn' })).toBeHidden();
    const preview = page.getByRole('region', { name: 'Preview' });
    await expect(preview.getByText('Ada Lovelace').first()).toBeVisible();
    await expect(preview.getByText('Ben Turing').first()).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'schedule-calendar-layer');
    // And back: who took turns before is still there.
    await turns.selectOption({ label: 'people in turn' });
    await expect(page.getByRole('list', { name: 'People in turn' })).toContainText('Olive Owner');
    await turns.selectOption({ label: `imported calendar: ${name}` });
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: false }).last().click();
    await expect(page.getByRole('heading', { name: schedule.name, level: 1 })).toBeVisible();
    const stored = await api.get<{ layers: { feedId?: string }[] }>(`/api/v1/schedules/${schedule.id}`);
    expect(stored.layers[0]?.feedId).toBeTruthy();

    // While it is in use it stays, and the answer says where.
    await page.goto('/calendars');
    await expect(page.getByRole('table', { name: 'Imported calendars' })).toContainText('unknown names');
    await expectAccessible(page);
    await screenshot(page, 'calendars');
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('main').getByRole('link', { name: schedule.name })).toBeVisible();
    const remove = async () => {
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    };
    await remove();
    await expect(page.getByRole('status').filter({ hasText: schedule.name })).toBeVisible();
    await api.delete(`/api/v1/schedules/${schedule.id}`);

    // Another name in the file, and nobody is unknown any more.
    await page.getByRole('button', { name: 'Change' }).click();
    const change = page.getByRole('dialog', { name: `Change ${name}` });
    await change.getByLabel('Text of the iCalendar').fill(calendarOf(['Ada Lovelace']));
    await change.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('list', { name: 'Names that are no user’s' })).toBeHidden();
    await expect(page.getByText('up to date')).toBeVisible();
    await remove();
    await expect(page.getByText('No imported calendars yet')).toBeVisible();
  });
});

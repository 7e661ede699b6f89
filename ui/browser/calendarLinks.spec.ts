import { daily, people, scheduleOf, unique } from './support/schedules';
import { expect, expectAccessible, screenshot, test } from './support/test';

test('a calendar program reads a schedule by a secret address, until it is revoked', async ({
  signedIn: page,
  demo,
  api,
}) => {
  const ids = await people(api);
  const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!])]);
  const label = `Phone ${unique()}`;
  await page.goto(`/schedules/${schedule.id}`);
  await page.getByRole('button', { name: 'Subscribe' }).click();
  const dialog = page.getByRole('dialog', { name: `${schedule.name} in your calendar` });
  await expect(dialog).toContainText('No address works now.');
  await dialog.getByLabel('What for').fill(label);
  await dialog.getByRole('button', { name: 'Make an address' }).click();
  await expect(dialog.getByTestId('shown-once')).toContainText('/api/v1/calendars/');
  const address = new URL((await dialog.getByTestId('shown-once').textContent())!);
  await expect(dialog.getByRole('list', { name: 'Addresses' })).toContainText(label);
  await expectAccessible(page);
  await screenshot(page, 'calendar-link');

  // The host may be a public one: the server under test answers for it.
  const read = () => fetch(demo.base_url + address.pathname);
  const calendar = await (await read()).text();
  expect(calendar).toContain('BEGIN:VCALENDAR');
  expect(calendar).toContain('Ada Lovelace');
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page
    .getByRole('dialog', { name: `Revoke ${label}?` })
    .getByRole('button', { name: 'Revoke' })
    .click();
  await expect(dialog).toContainText('No address works now.');
  expect((await read()).status).toBe(404);
  await api.delete(`/api/v1/schedules/${schedule.id}`);
});

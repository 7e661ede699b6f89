import { readFileSync } from 'node:fs';
import { reachablePerson } from './support/people';
import { daily, people, scheduleOf } from './support/schedules';
import { expect, expectAccessible, screenshot, test } from './support/test';

/** Four weeks far from today, so that no test depends on the date it runs on. */
const WEEKS = 'from=2031-06-02&to=2031-06-29';

test.describe('fairness', () => {
  test('shows who is above and below the fair share, in bars, words and numbers, and as CSV', async ({
    signedIn: page,
    api,
  }) => {
    const ids = await people(api);
    const { participants: _, ...layer } = daily([]);
    const schedule = await scheduleOf(api, [
      {
        ...layer,
        slots: [{ userIds: [ids['Ada Lovelace']], length: 3 }, { userIds: [ids['Ben Turing']] }],
      },
    ]);
    await page.goto(`/fairness?${WEEKS}&schedule=${schedule.id}`);
    await expect(page.getByText('fair share 336 h of 672 h')).toBeVisible();
    const all = page.getByRole('list', { name: 'All hours by person' }).getByRole('listitem');
    await expect(all.nth(0)).toContainText('Ada Lovelace');
    await expect(all.nth(0)).toContainText('h above');
    await expect(all.nth(1)).toContainText('Ben Turing');
    await expect(all.nth(1)).toContainText('h below');
    await expect(page.getByRole('list', { name: 'Nights by person' })).toContainText('Ada Lovelace');
    const table = page.getByRole('table', { name: 'Hours by person' });
    await expect(table.getByRole('row', { name: /Ben Turing/ })).toContainText('h below');
    await expectAccessible(page);
    await screenshot(page, 'fairness');

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe('on-call-2031-06-02-to-2031-06-29.csv');
    const lines = readFileSync((await file.path())!, 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.slice(1).join()).toContain('Ada Lovelace');

    await page.getByLabel('Last day').fill('2031-06-01');
    await expect(page.getByText('It ends before it starts.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Download CSV' })).toBeDisabled();
    await page.getByLabel('Range').selectOption({ label: 'Next 4 weeks, as planned' });
    await expect(all.nth(0)).toContainText('Ada Lovelace');
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('warns where the plan breaks the rest rules that an admin sets', async ({
    signedIn: page,
    demo,
    api,
  }) => {
    const none = () => api.put('/api/v1/rest-rules', {});
    await none();
    // Somebody of their own: shifts on all schedules count.
    const person = await reachablePerson(api, demo);
    const hours = (start: string, end: string) => ({ weekdays: [], start, end });
    const schedule = await scheduleOf(api, [
      {
        ...daily([person.id]),
        restrictions: [hours('09:00', '17:00'), hours('20:00', '22:00')],
      },
    ]);
    try {
      await page.goto(`/fairness?${WEEKS}&schedule=${schedule.id}`);
      await page.getByRole('link', { name: 'Set them' }).click();
      await page.getByLabel('Least rest between two shifts, in hours').fill('11');
      await page.getByLabel('A night begins at').fill('06:00');
      await page.getByRole('button', { name: 'Save rest rules' }).click();
      // A night without length is none: said at the field, with what was typed still there.
      await expect(page.getByRole('alert')).toBeVisible();
      await expect(page.getByLabel('Least rest between two shifts, in hours')).toHaveValue('11');
      await page.getByLabel('A night begins at').fill('23:00');
      await expect(page.getByLabel('Critical alerts too')).toHaveCount(0);
      await page.getByLabel(/^After a page at night/).check();
      await page.getByLabel('Critical alerts too').check();
      await page.getByRole('button', { name: 'Save rest rules' }).click();
      await expect(page.getByText('Rest rules saved')).toBeVisible();
      expect(await api.get('/api/v1/rest-rules')).toMatchObject({
        minRestHours: 11,
        nightStart: '23:00',
        divert: true,
        divertCritical: true,
      });
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Save rest rules' }).scrollIntoViewIfNeeded();
      await screenshot(page, 'rest-rules');

      await page.goto(`/fairness?${WEEKS}&schedule=${schedule.id}`);
      await expect(page.getByText('The rule: at least 11 h of rest between two shifts')).toBeVisible();
      const broken = page.getByRole('list', { name: 'Broken rest rules' }).getByRole('listitem');
      await expect(broken.first()).toContainText(`${person.name} has 3 h`);
      await expect(broken.first()).toContainText('too short');
      await expectAccessible(page);
      await broken.first().scrollIntoViewIfNeeded();
      await screenshot(page, 'fairness-rest');
    } finally {
      await none();
      await api.delete(`/api/v1/schedules/${schedule.id}`);
    }
  });
});

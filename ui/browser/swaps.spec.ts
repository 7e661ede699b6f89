import { reachablePerson, signInAs } from './support/people';
import { daily, people, scheduleOf } from './support/schedules';
import { expect, expectAccessible, screenshot, test } from './support/test';

const MONDAY = '2031-06-02';

test.describe('shifts that change hands', () => {
  test('somebody takes a colleague’s shift, after seeing what speaks against it', async ({
    signedIn: page,
    api,
  }) => {
    const ids = await people(api);
    const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!])]);
    await page.goto(`/schedules/${schedule.id}?view=weeks&at=${MONDAY}`);
    await page
      .getByRole('button', { name: /^Ada Lovelace, Tue,? 3 Jun, 09:00/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take this shift' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take Ada Lovelace’s shift?' });
    await expect(dialog.getByRole('button', { name: 'Take the shift' })).toBeEnabled();
    await expectAccessible(page);
    await screenshot(page, 'shift-take');
    await dialog.getByRole('button', { name: 'Take the shift' }).click();
    await expect(dialog).toBeHidden();
    await expect(
      page.getByRole('button', { name: /^Olive Owner \(override\), Tue,? 3 Jun, 09:00/ }),
    ).toBeVisible();
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('somebody asks for a swap, and a colleague accepts it', async ({
    baseURL,
    browser,
    signedIn: page,
    demo,
    api,
  }) => {
    const colleague = await (await browser.newContext({ baseURL: baseURL! })).newPage();
    try {
      const other = await signInAs(colleague, demo, 'responder');
      const me = (await people(api))['Olive Owner']!;
      const schedule = await scheduleOf(api, [daily([me, other])]);
      await page.goto('/on-call');
      const shifts = page.getByRole('table', { name: 'My next shifts' });
      await shifts
        .getByRole('row')
        .filter({ hasText: schedule.name })
        .getByRole('button', { name: /^Swap: ask somebody/ })
        .first()
        .click();
      const dialog = page.getByRole('dialog', { name: 'Ask somebody to take it' });
      await dialog.getByLabel('Note').fill('A concert that evening');
      await expectAccessible(page);
      await screenshot(page, 'swap-ask');
      await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
      await expect(dialog).toBeHidden();
      const asked = page
        .getByRole('list', { name: 'Swaps' })
        .getByRole('listitem')
        .filter({ hasText: schedule.name });
      await expect(asked).toContainText('You ask anybody');
      await expect(asked).toContainText('A concert that evening');

      // The colleague finds it from the start page, on a phone too.
      await colleague.setViewportSize({ width: 360, height: 740 });
      await colleague.goto('/');
      const waiting = colleague
        .getByRole('list', { name: 'Swaps that wait for me' })
        .getByRole('listitem')
        .filter({ hasText: schedule.name });
      await expect(waiting).toContainText('Olive Owner asks everybody');
      await expectAccessible(colleague);
      await waiting.scrollIntoViewIfNeeded();
      await screenshot(colleague, 'home-swap');
      await waiting.getByRole('link', { name: 'Answer' }).click();
      await expect(colleague).toHaveURL(/\/on-call#swaps$/);
      await colleague.setViewportSize({ width: 1360, height: 860 });
      await expect(colleague.getByText(/waits? for your answer/)).toBeVisible();
      const offered = colleague
        .getByRole('list', { name: 'Swaps' })
        .getByRole('listitem')
        .filter({ hasText: schedule.name });
      await expect(offered).toContainText('Olive Owner asks anybody');
      await expectAccessible(colleague);
      await screenshot(colleague, 'swaps');
      await offered.getByRole('button', { name: 'Accept' }).click();
      await expect(offered).toContainText('accepted');
      await expect(asked).toContainText('accepted');
      await api.delete(`/api/v1/schedules/${schedule.id}`);
    } finally {
      await colleague.context().close();
    }
  });

  test('somebody takes a colleague’s shift in return', async ({ signedIn: page, demo, api }) => {
    const other = await reachablePerson(api, demo);
    const me = (await people(api))['Olive Owner']!;
    const schedule = await scheduleOf(api, [daily([me, other.id])]);
    await page.goto('/on-call#my-shifts');
    await page
      .getByRole('table', { name: 'My next shifts' })
      .getByRole('row')
      .filter({ hasText: schedule.name })
      .getByRole('button', { name: /^Swap: ask somebody/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Ask somebody to take it' });
    const back = dialog.getByLabel('I take in return');
    await expect(back).toHaveCount(0);
    await dialog.getByRole('combobox', { name: 'Whom' }).fill(other.name);
    await page.getByRole('option', { name: new RegExp(other.name) }).click();
    await expect(back.locator('option').nth(1)).toBeAttached();
    const start = await back.locator('option').nth(1).getAttribute('value');
    await back.selectOption({ index: 1 });
    await expectAccessible(page);
    await screenshot(page, 'swap-return');
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(dialog).toBeHidden();
    const asked = page
      .getByRole('list', { name: 'Swaps' })
      .getByRole('listitem')
      .filter({ hasText: schedule.name });
    await expect(asked).toContainText(`You ask ${other.name}`);
    await expect(asked).toContainText('in return for');
    const { swaps } = await api.get<{ swaps: { inReturn?: { startTime: string } }[] }>(
      `/api/v1/swaps?scheduleId=${schedule.id}`,
    );
    expect(Date.parse(swaps[0]?.inReturn?.startTime ?? '')).toBe(Date.parse(start ?? ''));
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });
});

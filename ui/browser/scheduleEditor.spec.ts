import { signInAs } from './support/people';
import { addPerson, daily, people, scheduleOf, unique } from './support/schedules';
import { expect, expectAccessible, screenshot, test } from './support/test';

/** Far from today, so that no test depends on the date it runs on. */
const MONDAY = '2031-06-02';

interface Stored {
  readonly id: string;
  readonly version: number;
  readonly layers: {
    readonly id: string;
    readonly slots?: { readonly userIds?: string[]; readonly length?: number }[];
    readonly participants?: string[];
    readonly duty?: string;
    readonly secondaryOffset?: number;
    readonly restrictions?: { readonly weekdays?: string[]; readonly start: string; readonly end: string }[];
    readonly rotation: { readonly advance?: string; readonly unit: string };
  }[];
}

test.describe('the editor of schedules', () => {
  test('makes turns of several people and of nobody, hours of the week, a secondary and a shadow', async ({
    signedIn: page,
    api,
  }) => {
    const ids = await people(api);
    const name = `Full ${unique()}`;
    await page.goto('/schedules/new');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.getByLabel('Unit').selectOption({ label: 'day' });
    await page.getByLabel('First turn', { exact: true }).fill(MONDAY);
    await addPerson(page, 'Ada Lovelace');
    await addPerson(page, 'Ben Turing');
    await page.getByRole('button', { name: 'Add a turn of nobody' }).click();
    const turns = page.getByRole('list', { name: 'People in turn' }).locator(':scope > li');
    await expect(turns).toHaveCount(3);

    // The first turn is shared, and the second lasts twice as long.
    await page.getByRole('button', { name: 'Turn 1: who and how long' }).click();
    await page.getByRole('combobox', { name: 'Together with' }).fill('Olive');
    await expect(page.getByRole('option', { name: /Olive Owner/ })).toBeVisible();
    await page.getByRole('combobox', { name: 'Together with' }).press('Enter');
    await expect(turns.first()).toContainText('Ada Lovelace and Olive Owner');
    await page.getByRole('button', { name: 'Turn 2: who and how long' }).click();
    await page.getByLabel('Lasts so many times a day').fill('2');
    await expect(turns.nth(1)).toContainText('2 days');
    await page.getByRole('button', { name: 'Turn 2: who and how long' }).click();

    await page.getByRole('button', { name: 'Only at certain hours' }).click();
    await page.getByLabel('Hours 1 from').fill('08:00');
    await page.getByLabel('Hours 1 until').fill('20:00');
    await page.getByLabel('Goes on to the next').selectOption({ label: 'after turns with working hours' });
    await page.getByRole('button', { name: 'More hours' }).click();
    await page.getByLabel('Hours 2 from').fill('22:00');
    await page.getByLabel('Hours 2 until').fill('02:00');
    await expect(page.getByText('until the next day')).toBeVisible();
    await page.getByRole('button', { name: 'Remove hours 2' }).click();

    await page.getByText('Duty, zone, start and end').click();
    await page.getByLabel('Secondary meanwhile').selectOption({ label: 'whoever is next' });

    const preview = page.getByRole('region', { name: 'Preview' });
    await expect(preview.getByTitle(/^Ada Lovelace, Mon,? 2 Jun, 09:00/).first()).toBeVisible();
    await expect(preview.getByTitle(/^Olive Owner, Mon,? 2 Jun, 09:00/).first()).toBeVisible();
    await expect(preview.getByTitle(/^Secondary: Ben Turing, Mon,? 2 Jun, 09:00/).first()).toBeVisible();
    await expect(preview.getByText(/Nobody is on call for/)).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'schedule-editor');

    await page.getByRole('button', { name: 'Save schedule' }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    const id = new URL(page.url()).pathname.split('/').pop();
    const { layers } = await api.get<Stored>(`/api/v1/schedules/${id}`);
    expect(layers[0]).toMatchObject({
      secondaryOffset: 1,
      restrictions: [{ start: '08:00', end: '20:00' }],
      rotation: { unit: 'ROTATION_UNIT_DAY', advance: 'ADVANCE_BY_SHIFT' },
    });
    expect(layers[0]!.restrictions![0]!.weekdays).toHaveLength(5);
    expect(layers[0]!.slots!.map((it) => [it.userIds ?? [], it.length || 1])).toEqual([
      [[ids['Ada Lovelace'], ids['Olive Owner']], 1],
      [[ids['Ben Turing']], 2],
      [[], 1],
    ]);

    // The calendar tells of the secondary, and the editor finds everything again.
    await page.goto(`/schedules/${id}?view=weeks&at=${MONDAY}`);
    await expect(
      page.getByRole('button', { name: /^Ben Turing, secondary, Mon,? 2 Jun/ }).first(),
    ).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'schedule-duties');
    await page.goto(`/schedules/${id}/edit`);
    await expect(turns.first()).toContainText('Ada Lovelace and Olive Owner');
    await expect(turns.nth(2)).toContainText('Nobody');
    // Nothing differs: it is saved without a question, and makes no version.
    await page.getByRole('button', { name: 'Save schedule' }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    expect((await api.get<Stored>(`/api/v1/schedules/${id}`)).version).toBe(1);
    await api.delete(`/api/v1/schedules/${id}`);
  });

  test('shows who changes when before a change is saved, now or for later, and takes a plan back', async ({
    signedIn: page,
    api,
  }) => {
    const ids = await people(api);
    const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!, ids['Ben Turing']!])]);
    const before = await api.get<Stored>(`/api/v1/schedules/${schedule.id}`);
    await page.goto(`/schedules/${schedule.id}/edit`);
    await page.getByRole('button', { name: 'Take Ben Turing out' }).click();
    await page.getByRole('button', { name: 'Review and save' }).click();
    const review = page.getByRole('dialog', { name: 'Save the changes?' });
    const changes = review.getByRole('region', { name: 'Who changes when' });
    await expect(changes.getByRole('listitem').first()).toContainText('Ben Turing');
    await expect(changes.getByRole('listitem').first()).toContainText('Ada Lovelace');
    await expect(review.getByRole('region', { name: 'What is different' })).toContainText(
      'Layer 1: people in turn',
    );
    await review.getByLabel('Why').fill('Ben is on leave');
    await expectAccessible(page);
    await screenshot(page, 'schedule-review');

    await review.getByLabel('In force').selectOption({ label: 'from a time on …' });
    await review.getByLabel('From', { exact: true }).fill('2020-01-01T00:00');
    await expect(review).toContainText('That is past');
    await expect(review.getByRole('button', { name: /^Save for/ })).toBeDisabled();
    const later = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    await review.getByLabel('From', { exact: true }).fill(`${later}T09:00`);
    await review.getByRole('button', { name: /^Save for/ }).click();
    await expect(page.getByRole('heading', { name: schedule.name, level: 1 })).toBeVisible();

    // Planned: what is in force is as before.
    const after = await api.get<Stored>(`/api/v1/schedules/${schedule.id}`);
    expect(after.layers[0]!.participants).toEqual(before.layers[0]!.participants);
    await expect(page.getByText(/^A change is planned from/)).toBeVisible();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('tab', { name: 'Versions' }).click();
    const versions = page.getByRole('list', { name: 'Versions' }).locator(':scope > li');
    await expect(versions).toHaveCount(2);
    await expect(versions.first()).toContainText('planned');
    await expect(versions.first()).toContainText('Ben is on leave');
    await expect(versions.first()).toContainText('Olive Owner');
    await expect(versions.nth(1)).toContainText('in force');
    await versions.first().getByRole('button', { name: 'What it changed' }).click();
    await expect(versions.first().getByRole('region', { name: 'Who changes when' })).toContainText(
      'Ben Turing',
    );
    await expectAccessible(page);
    await screenshot(page, 'schedule-versions');
    await versions.first().getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await expect(versions).toHaveCount(1);

    // The same from now on; the layer keeps its id.
    await page.goto(`/schedules/${schedule.id}/edit`);
    await page.getByRole('button', { name: 'Take Ben Turing out' }).click();
    await page.getByRole('button', { name: 'Review and save' }).click();
    await review.getByRole('button', { name: 'Save from now on' }).click();
    await expect(page.getByRole('heading', { name: schedule.name, level: 1 })).toBeVisible();
    const saved = await api.get<Stored>(`/api/v1/schedules/${schedule.id}`);
    expect(saved.layers[0]!.participants).toEqual([ids['Ada Lovelace']]);
    expect(saved.layers[0]!.id).toBe(before.layers[0]!.id);

    // An earlier version is the beginning of a new edit.
    await page.goto(`/schedules/${schedule.id}/history?show=versions`);
    await versions.nth(1).getByRole('link', { name: 'Use again' }).click();
    await expect(page.getByRole('list', { name: 'People in turn' })).toContainText('Ben Turing');
    await expect(page.getByRole('button', { name: 'Review and save' })).toBeVisible();
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('keeps what was typed when somebody else has saved meanwhile', async ({ signedIn: page, api }) => {
    const ids = await people(api);
    const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!, ids['Ben Turing']!])]);
    await page.goto(`/schedules/${schedule.id}/edit`);
    await page.getByRole('button', { name: 'Take Ben Turing out' }).click();
    const stored = await api.get<Stored>(`/api/v1/schedules/${schedule.id}`);
    await api.patch(`/api/v1/schedules/${schedule.id}?updateMask=layers`, {
      layers: [{ ...stored.layers[0], participants: [ids['Olive Owner']] }],
    });
    await page.getByRole('button', { name: 'Review and save' }).click();
    const review = page.getByRole('dialog', { name: 'Save the changes?' });
    await review.getByRole('button', { name: 'Save from now on' }).click();
    // One of the comparison and one of the saving: what comes while Back is pressed would move it away.
    await expect(review.getByRole('alert')).toHaveCount(2);
    await review.getByRole('button', { name: 'Back' }).click();
    await expect(page.getByRole('list', { name: 'People in turn' })).toContainText('Ada Lovelace');
    const { layers } = await api.get<Stored>(`/api/v1/schedules/${schedule.id}`);
    expect(layers[0]!.participants).toEqual([ids['Olive Owner']]);
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('offers a responder only overrides that put somebody on call', async ({ page, demo, api }) => {
    const me = await signInAs(page, demo, 'responder');
    const schedule = await scheduleOf(api, [daily([me])]);
    await page.goto(`/schedules/${schedule.id}?view=weeks&at=${MONDAY}`);
    await page.getByRole('button', { name: 'Override', exact: true }).click();
    const kinds = page.getByRole('dialog', { name: 'Override' }).getByLabel('What').locator('option');
    await expect(kinds).toHaveText([
      'Somebody takes over',
      'Somebody stands in for one person',
      'Somebody joins',
    ]);
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('takes overrides of each kind', async ({ signedIn: page, api }) => {
    const ids = await people(api);
    const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!])]);
    await page.goto(`/schedules/${schedule.id}?view=weeks&at=${MONDAY}`);
    const dialog = page.getByRole('dialog', { name: 'Override' });
    const put = async (kind: string, day: number, fill: () => Promise<void>) => {
      await page.getByRole('button', { name: 'Override', exact: true }).click();
      await dialog.getByLabel('What').selectOption({ label: kind });
      await dialog.getByLabel('From').fill(`2031-06-0${day}T10:00`);
      await dialog.getByLabel('Until').fill(`2031-06-0${day}T20:00`);
      await fill();
      if (day === 3) {
        await expectAccessible(page);
        await screenshot(page, 'schedule-override-kinds');
      }
      await dialog.getByRole('button', { name: 'Save override' }).click();
      await expect(dialog).toBeHidden();
    };
    const pick = async (label: string, name: string) => {
      const field = dialog.getByRole('combobox', { name: label });
      await field.fill(name);
      await expect(page.getByRole('option', { name: new RegExp(name) })).toBeVisible();
      await field.press('Enter');
    };
    await put('Somebody stands in for one person', 3, async () => {
      await pick('Who stands in', 'Ben Turing');
      await expect(dialog.getByRole('combobox', { name: 'For whom' })).toHaveValue('Ada Lovelace');
    });
    await put('Somebody joins', 4, () => pick('Who joins', 'Ben Turing'));
    await put('Somebody is off', 5, () =>
      // Whoever is on call then is likely to be meant.
      expect(dialog.getByRole('combobox', { name: 'Who is off' })).toHaveValue('Ada Lovelace'),
    );
    await put('Nobody, but by later overrides', 6, async () => undefined);

    const turn = (name: RegExp) => page.getByRole('button', { name });
    await expect(turn(/^Ben Turing \(override\), Tue,? 3 Jun, 10:00 – 20:00/)).toBeVisible();
    await expect(turn(/^Ben Turing \(override\), Wed,? 4 Jun, 10:00 – 20:00/)).toBeVisible();
    await expect(turn(/^Nobody is on call, Thu,? 5 Jun, 10:00 – 20:00/)).toBeVisible();
    await expect(turn(/^Nobody is on call, Fri,? 6 Jun, 10:00 – 20:00/)).toBeVisible();
    await expect(page.getByTitle(/^Overrides: Ben Turing for Ada Lovelace/).first()).toBeVisible();
    await expect(page.getByTitle(/^Overrides: Ada Lovelace is off/).first()).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'schedule-overrides');
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('shows who was on call, and what somebody else changes without a reload', async ({
    signedIn: page,
    api,
  }) => {
    const ids = await people(api);
    const hourly = {
      name: 'Hours',
      rotation: { unit: 'ROTATION_UNIT_HOUR', length: 2, handoffTime: '00:00', startDate: '2026-01-05' },
      participants: [ids['Ada Lovelace'], ids['Ben Turing']],
    };
    const schedule = await scheduleOf(api, [hourly], 'UTC');
    await page.goto(`/schedules/${schedule.id}/history`);
    const table = page.getByRole('table', { name: 'Who was on call' });
    await expect(table).toContainText('Ada Lovelace');
    await expect(table).toContainText('Ben Turing');
    await expect(table).toContainText('Hours');
    await expectAccessible(page);
    await screenshot(page, 'schedule-history');

    await page.goto(`/schedules/${schedule.id}?view=weeks&at=${MONDAY}`);
    await expect(page.getByTitle(/^Ada Lovelace, Mon,? 2 Jun/).first()).toBeVisible();
    await api.post(`/api/v1/schedules/${schedule.id}/overrides`, {
      userId: ids['Olive Owner'],
      startTime: '2031-06-03T10:00:00Z',
      endTime: '2031-06-03T20:00:00Z',
    });
    await expect(page.getByRole('button', { name: /^Olive Owner \(override\), Tue,? 3 Jun/ })).toBeVisible();
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });
});

import type { Api } from './support/api';
import { daily, people, scheduleOf } from './support/schedules';
import { expect, expectAccessible, screenshot, test } from './support/test';

async function tidy(api: Api): Promise<void> {
  const { policies } = await api.get<{ policies: { id: string; name: string }[] }>(
    '/api/v1/escalation-policies?pageSize=500',
  );
  for (const it of policies.filter((policy) => policy.name.startsWith('Payments'))) {
    await api.delete(`/api/v1/escalation-policies/${it.id}`);
  }
}

test.describe('policies', () => {
  test('edits steps, and sees the plan by the wall clock with names', async ({ signedIn: page, api }) => {
    await tidy(api);
    await page.goto('/policies');
    await expect(page.getByRole('link', { name: 'Wake somebody' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Steps of Wake somebody' })).toContainText(
      'on call by Primary',
    );
    await expectAccessible(page);
    await screenshot(page, 'policies');

    await page.getByRole('link', { name: 'New policy' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Payments');
    await expect(page.getByText('Give each step somebody to page')).toBeVisible();
    const add = page.getByRole('combobox', { name: 'Add somebody to page' });
    await add.first().fill('Ada');
    await page.getByRole('option', { name: /Ada Lovelace/ }).click();
    await expect(page.getByRole('list', { name: 'Who is paged' }).first()).toContainText('Ada Lovelace');
    const plan = page.getByRole('list', { name: 'Plan', exact: true });
    await expect(plan.getByRole('listitem')).toHaveCount(1);
    await expect(plan).toContainText('Ada Lovelace');

    await page.getByRole('button', { name: 'Add a step' }).click();
    const second = page.getByRole('group', { name: 'Step 2', exact: true });
    await second.getByRole('combobox', { name: 'Add somebody to page' }).fill('Ben');
    await page.getByRole('option', { name: /Ben Turing/ }).click();
    await second.getByLabel('Minutes after the step before').fill('15');
    await expect(plan.getByRole('listitem').nth(1)).toContainText('+15 min');
    await expect(plan.getByRole('listitem').nth(1)).toContainText('Ben Turing');

    await page.getByLabel('Go through the steps again').fill('1');
    await expect(plan).toContainText('Round 2');
    await page.getByLabel('Fallback', { exact: true }).selectOption({ label: 'Slack' });
    await expect(plan).toContainText('Fallback');
    await expectAccessible(page);
    await screenshot(page, 'policy');

    // By the keyboard: Ben first.
    const handle = page.getByRole('button', { name: 'Move step 2', exact: true });
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('button', { name: 'Move step 1', exact: true })).toBeFocused();
    await expect(plan.getByRole('listitem').first()).toContainText('Ben Turing');

    // By the pointer: back again.
    const from = (await page.getByRole('button', { name: 'Move step 1', exact: true }).boundingBox())!;
    const to = (await page.getByRole('button', { name: 'Move step 2', exact: true }).boundingBox())!;
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(to.x + 5, to.y + 200, { steps: 5 });
    await page.mouse.up();
    await expect(plan.getByRole('listitem').first()).toContainText('Ada Lovelace');

    // Leaving asks.
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page).toHaveURL(/\/policies$/);
    await expect(page.getByRole('list', { name: 'Steps of Payments' })).toContainText('Ada Lovelace');
    const { policies } = await api.get<{ policies: { name: string; steps: { wait: string }[] }[] }>(
      '/api/v1/escalation-policies?pageSize=500',
    );
    expect(policies.find((it) => it.name === 'Payments')?.steps).toHaveLength(2);
    await tidy(api);
  });

  test('pages the secondary of a schedule, and says so', async ({ signedIn: page, api }) => {
    await tidy(api);
    const ids = await people(api);
    const schedule = await scheduleOf(api, [
      { ...daily([ids['Ada Lovelace']!, ids['Ben Turing']!]), secondaryOffset: 1 },
    ]);
    const secondary = `secondary on call by ${schedule.name}`;
    await page.goto('/policies/new');
    await page.getByLabel('Name', { exact: true }).fill('Payments secondary');
    const add = page.getByRole('combobox', { name: 'Add somebody to page' });
    await add.fill(schedule.name);
    await page.getByRole('option', { name: new RegExp(`^On call by ${schedule.name}`) }).click();
    await add.fill(schedule.name);
    await page.getByRole('option', { name: new RegExp(`^Secondary on call by ${schedule.name}`) }).click();
    const paged = page.getByRole('list', { name: 'Who is paged' });
    await expect(paged.getByRole('listitem').filter({ hasText: secondary })).toHaveCount(1);
    // Primary and secondary are two people, whoever has the turn today.
    const plan = page.getByRole('list', { name: 'Plan', exact: true });
    await expect(plan).toContainText('Ada Lovelace');
    await expect(plan).toContainText('Ben Turing');
    await expectAccessible(page);
    await screenshot(page, 'policy-secondary');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Steps of Payments secondary' })).toContainText(secondary);
    const { policies } = await api.get<{
      policies: { name: string; steps: { targets: { schedule?: { secondary?: boolean } }[] }[] }[];
    }>('/api/v1/escalation-policies?pageSize=500');
    const saved = policies.find((it) => it.name === 'Payments secondary');
    expect(saved?.steps[0]?.targets.map((it) => it.schedule?.secondary ?? false)).toEqual([false, true]);
    await tidy(api);
    await api.delete(`/api/v1/schedules/${schedule.id}`);
  });

  test('says what a policy that is in use cannot be', async ({ signedIn: page }) => {
    await page.goto('/policies');
    await page.getByRole('link', { name: 'Wake somebody' }).click();
    await expect(page.getByRole('list', { name: 'Plan', exact: true })).toContainText(
      /Ada Lovelace|Ben Turing/,
    );
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'is the default' })).toBeVisible();
    await expect(page).toHaveURL(/\/policies\/.+/);
  });
});

import { daily, people, scheduleOf } from './support/schedules';
import { expect, expectAccessible, screenshot, test } from './support/test';

test('a description is written in Markdown, by buttons and keys, and looked at before it is saved', async ({
  signedIn: page,
  api,
}) => {
  const ids = await people(api);
  const schedule = await scheduleOf(api, [daily([ids['Ada Lovelace']!])]);
  await page.goto(`/schedules/${schedule.id}/edit`);
  const text = page.getByLabel('Description', { exact: true });
  await text.fill('Read the runbook first');
  // The word is selected, and marked by a key; a second time takes the marks off.
  const select = (word: string) =>
    text.evaluate((field: HTMLTextAreaElement, it) => {
      const at = field.value.indexOf(it);
      field.focus();
      field.setSelectionRange(at, at + it.length);
    }, word);
  await select('first');
  await page.keyboard.press('Control+b');
  await expect(text).toHaveValue('Read the runbook **first**');
  const chosen = () =>
    text.evaluate((field: HTMLTextAreaElement) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
  await expect.poll(chosen).toBe('first');
  await page.keyboard.press('Control+b');
  await expect(text).toHaveValue('Read the runbook first');
  await select('runbook');
  await page.getByRole('button', { name: /^Link/ }).click();
  await expect(text).toHaveValue('Read the [runbook](https://) first');
  await expect.poll(chosen).toBe('https://');
  await page.keyboard.insertText('https://wiki.example/runbook');
  await text.press('End');
  await page.keyboard.insertText('\n\n- check `db1`\n- <b>never</b> restart');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  const look = page.getByRole('region', { name: 'As it will look' });
  await expect(look.getByRole('link', { name: 'runbook' })).toHaveAttribute(
    'href',
    'https://wiki.example/runbook',
  );
  await expect(look.getByRole('listitem')).toHaveCount(2);
  // HTML stays the text that it is.
  await expect(look).toContainText('<b>never</b> restart');
  await expectAccessible(page);
  await screenshot(page, 'markdown-preview');
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expectAccessible(page);
  await screenshot(page, 'markdown-editor');
  await page.getByRole('button', { name: 'Save schedule' }).click();
  await expect(page.getByRole('heading', { name: schedule.name, level: 1 })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'runbook' })).toBeVisible();
  await expect(page.getByRole('main').locator('code').filter({ hasText: 'db1' })).toBeVisible();
  await api.delete(`/api/v1/schedules/${schedule.id}`);
});

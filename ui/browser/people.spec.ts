import { expect, expectAccessible, screenshot, test } from './support/test';

interface User {
  readonly id: string;
}

const unique = () => Math.random().toString(36).slice(2, 10);

test.describe('people', () => {
  test('adds a person, who signs in with the one-time password and chooses an own one', async ({
    signedIn: page,
    browser,
    baseURL,
  }) => {
    const name = `Grace ${unique()}`;
    const email = `${unique()}@acme.example`;
    await page.goto('/people');
    await expect(page.getByRole('link', { name: 'Ada Lovelace' })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'people');

    await page.getByRole('button', { name: 'Add a person' }).click();
    const form = page.getByRole('dialog', { name: 'Add a person' });
    await form.getByLabel('Name').fill(name);
    await form.getByLabel('E-mail').fill('olive@acme.example');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(form.getByRole('alert')).toBeVisible();
    await expect(form.getByLabel('Name')).toHaveValue(name);
    await form.getByLabel('E-mail').fill(email);
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Add', exact: true }).click();

    const handover = page.getByRole('dialog', { name: `${name} was added` });
    const password = await handover.locator('dt:has-text("One-time password") + dd code').textContent();
    await expectAccessible(page);
    await handover.getByRole('button', { name: 'I have handed it over' }).click();
    await page.getByRole('searchbox', { name: 'Find people' }).fill(name);
    await expect(page).toHaveURL(/q=Grace/);
    await expect(page.getByRole('link', { name })).toBeVisible();

    const theirs = await browser.newPage({ ...(baseURL ? { baseURL } : {}) });
    await theirs.goto('/sign-in');
    await theirs.getByLabel('E-mail').fill(email);
    await theirs.getByLabel('Password').fill(password ?? '');
    await theirs.getByRole('button', { name: 'Sign in' }).click();
    await expect(theirs.getByRole('heading', { name: 'Choose a password' })).toBeVisible();
    await theirs.getByLabel('New password').fill('a much longer one 42');
    await theirs.getByRole('button', { name: 'Save and go on' }).click();
    await expect(theirs).not.toHaveURL(/sign-in/);
    await theirs.goto('/me');
    await expect(theirs.getByText(email)).toBeVisible();
    await expect(theirs.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(1);
    await theirs.getByRole('button', { name: 'Sign out everywhere' }).click();
    const leaving = theirs.getByRole('dialog', { name: 'Sign out everywhere?' });
    await leaving.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(theirs).toHaveURL(/sign-in/);
    await theirs.close();

    await page.getByRole('link', { name }).click();
    await page.getByRole('button', { name: 'Reset the password' }).click();
    await page
      .getByRole('dialog', { name: `Reset the password of ${name}?` })
      .getByRole('button', { name: 'Reset' })
      .click();
    const renewed = page.getByRole('dialog', { name: `New password for ${name}` });
    await expect(renewed.locator('dt:has-text("One-time password") + dd code')).not.toHaveText(
      password ?? '',
    );
    await expectAccessible(page);
  });

  test('verifies an address with the code that arrives there', async ({ signedIn: page, api, demo }) => {
    const email = `${unique()}@acme.example`;
    const { user } = await api.post<{ user: User }>('/api/v1/users', {
      name: `Joan ${unique()}`,
      email,
      role: 'ROLE_RESPONDER',
    });
    await page.goto(`/people/${user.id}`);
    await expect(page.getByText('Nothing would reach this person')).toBeVisible();
    await page.getByRole('button', { name: 'Add a contact method' }).click();
    const adding = page.getByRole('dialog', { name: 'Add a contact method' });
    await adding.getByLabel('Kind').selectOption('E-mail');
    await expect(adding.getByLabel('E-mail address')).toHaveValue(email);
    await expectAccessible(page);
    await adding.getByRole('button', { name: 'Add and verify' }).click();

    const verifying = page.getByRole('dialog', { name: 'Verify that it reaches you' });
    await expect(verifying.getByText('A code is on its way')).toBeVisible();
    await expectAccessible(page);
    let code = '';
    await expect
      .poll(async () => {
        const inbox = await api.get<{ to: string; text: string }[]>(demo.inbox_url);
        code = /\b\d{6}\b/.exec(inbox.find((it) => it.to === email)?.text ?? '')?.[0] ?? '';
        return code;
      })
      .toMatch(/^\d{6}$/);
    const wrong = code === '000000' ? '000001' : '000000';
    await verifying.getByLabel('Code').fill(wrong);
    await verifying.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect(verifying.getByLabel('Code')).toHaveAttribute('aria-invalid', 'true');
    await verifying.getByLabel('Code').fill(code);
    await verifying.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect(verifying).toBeHidden();
    await expect(page.getByText('verified', { exact: true })).toBeVisible();
    await screenshot(page, 'person');
    await api.delete(`/api/v1/users/${user.id}`);
  });

  test('says what a deactivation leaves open, before it is done', async ({ signedIn: page, api }) => {
    const name = `Radia ${unique()}`;
    const { user } = await api.post<{ user: User }>('/api/v1/users', {
      name,
      email: `${unique()}@acme.example`,
      role: 'ROLE_RESPONDER',
    });
    const schedule = `Network ${unique()}`;
    const { id } = await api.post<{ id: string }>('/api/v1/schedules', {
      name: schedule,
      timeZone: 'Europe/Vienna',
      layers: [
        {
          rotation: { unit: 'ROTATION_UNIT_DAY', length: 1, handoffTime: '09:00', startDate: '2026-01-05' },
          participants: [user.id],
        },
      ],
    });
    await page.goto(`/people/${user.id}`);
    await expect(page.getByText(`turns stay empty on ${schedule}`)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Deactivate' }).click();
    const asking = page.getByRole('dialog', { name: `Deactivate ${name}?` });
    await expect(asking).toContainText(schedule);
    await asking.getByRole('button', { name: 'Deactivate' }).click();
    await expect(page.getByRole('button', { name: 'Activate again' })).toBeVisible();
    await api.delete(`/api/v1/schedules/${id}`);
  });

  test('keeps preferences, and what was typed when they are refused', async ({ signedIn: page }) => {
    await page.goto('/me');
    await expect(page.getByRole('heading', { name: 'Preferences' })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'me');
    await page.getByLabel('Password in force').fill('not the one in force');
    await page.getByLabel('New password').fill('a much longer one 42');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByLabel('New password')).toHaveValue('a much longer one 42');

    await page.getByLabel('info by E-mail').check();
    await page.getByRole('button', { name: 'Save preferences' }).click();
    await expect(page.getByText('Preferences saved')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('info by E-mail')).toBeChecked();
    await page.getByLabel('info by E-mail').uncheck();
    await page.getByRole('button', { name: 'Save preferences' }).click();
    await expect(page.getByText('Preferences saved')).toBeVisible();
  });

  test('makes a team of people found by typing', async ({ signedIn: page }) => {
    const name = `Platform ${unique()}`;
    await page.goto('/teams');
    await page.getByRole('button', { name: 'New team' }).click();
    const form = page.getByRole('dialog', { name: 'New team' });
    await form.getByLabel('Name').fill(name);
    const picker = form.getByRole('combobox', { name: 'Add a member' });
    await picker.fill('turing');
    await expect(page.getByRole('option', { name: /Ben Turing/ })).toBeVisible();
    await expectAccessible(page);
    // The first Escape closes the list, not the dialog.
    await picker.press('Escape');
    await expect(form).toBeVisible();
    await picker.fill('turing');
    await picker.press('Enter');
    await expect(form.getByRole('list', { name: 'Members' })).toContainText('Ben Turing');
    await form.getByRole('button', { name: 'Save' }).click();
    const card = page.getByRole('listitem').filter({ hasText: name });
    await expect(card).toContainText('Ben Turing');
    await expectAccessible(page);
    await screenshot(page, 'teams');
    await card.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText(name)).toBeHidden();
  });
});

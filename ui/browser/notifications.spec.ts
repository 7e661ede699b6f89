import { expect, expectAccessible, screenshot, test } from './support/test';

test.describe('notifications', () => {
  test('follows a message as it happens, and shows what became of it', async ({ signedIn: page, api }) => {
    const title = `Backup failed ${Date.now().toString(36)}`;
    await page.goto('/notifications?view=live');
    await expect(page.getByText('live', { exact: true })).toBeVisible();
    const { id } = await api.post<{ id: string }>('/api/v1/notifications', {
      title,
      severity: 'info',
      destinations: [{ kind: 'slack', address: '#ops' }],
    });
    const events = page.getByRole('list', { name: 'Events' });
    const ours = events.getByRole('listitem').filter({ has: page.locator(`a[href$="${id}"]`) });
    await expect(ours.filter({ hasText: 'sent' }).first()).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'notifications-live');

    await page.getByRole('tab', { name: 'Notifications' }).click();
    const row = page.getByRole('row', { name: new RegExp(title) });
    await expect(row.getByText('sent', { exact: true })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'notifications');
    await row.getByRole('link', { name: title }).click();
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await expect(page.getByText('queued', { exact: true })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'notification');
  });

  test('sends again what was given up', async ({ signedIn: page, api }) => {
    const name = `Broken ${Date.now().toString(36)}`;
    // Twilio refuses a wrong token, which no further attempt would change.
    const { channels } = await api.get<{ channels: { id: string; kind: string; sms?: object }[] }>(
      '/api/v1/channels',
    );
    const sms = channels.find((it) => it.kind === 'CHANNEL_KIND_SMS')!;
    const broken = await api.post<{ id: string }>('/api/v1/channels', {
      name,
      kind: 'CHANNEL_KIND_SMS',
      sms: {
        ...sms.sms,
        authToken: 'not the token',
        authTokenSet: undefined,
        secondaryAuthTokenSet: undefined,
      },
    });
    const { id } = await api.post<{ id: string }>('/api/v1/notifications', {
      title: name,
      severity: 'info',
      destinations: [{ channelId: broken.id, address: '+12065550199' }],
    });
    await page.goto('/notifications?view=deliveries&state=DELIVERY_STATE_DEAD&channel=CHANNEL_KIND_SMS');
    await expect(page.getByRole('table', { name: 'Deliveries' }).getByText('given up').first()).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'deliveries');

    await page.goto(`/notifications/${id}`);
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect(page.getByText('put back', { exact: true })).toBeVisible();
    await api.delete(`/api/v1/channels/${broken.id}`);
  });
});

import { mark, alertRows as rows } from './support/alerts';
import { fire } from './support/api';
import { expect, expectAccessible, screenshot, test } from './support/test';

interface Alerts {
  alerts: { id: string; title: string; state: string; groupId: string }[];
}

test.describe('alerts', () => {
  test('a new alert appears by itself, or waits above the row that is read', async ({
    signedIn: page,
    demo,
  }) => {
    const service = mark();
    const hook = demo.webhooks.alertmanager!;
    const list = rows(page);
    await fire(hook, { alertname: 'First', severity: 'major', service, instance: 'a' });
    await page.goto(`/alerts?label=${encodeURIComponent(`service=${service}`)}`);
    await expect(list).toHaveCount(1);
    await expect(page.getByText('Live', { exact: true })).toBeVisible();

    // Nobody reads: it is there at once.
    await page.mouse.move(5, 5);
    await fire(hook, { alertname: 'Second', severity: 'critical', service, instance: 'b' });
    await expect(list).toHaveCount(2);
    await expect(list.first()).toContainText('Second');

    // The focus is on the second row: the third alert waits, and the row stays where it is.
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect(list.nth(1)).toBeFocused();
    const place = await list.nth(1).boundingBox();
    await fire(hook, { alertname: 'Third', severity: 'minor', service, instance: 'c' });
    const pill = page.getByRole('button', { name: '1 new' });
    await expect(pill).toBeVisible();
    await expect(list).toHaveCount(2);
    expect(await list.nth(1).boundingBox()).toEqual(place);
    await expect(list.nth(1)).toBeFocused();

    await page.keyboard.press('n');
    await expect(list).toHaveCount(3);
    await expect(list.first()).toContainText('Third');
    await expect(page.locator('[role=row]:focus')).toContainText('First');
  });

  test('the keyboard moves, selects, acknowledges and resolves', async ({ signedIn: page, demo, api }) => {
    const service = mark();
    const hook = demo.webhooks.alertmanager!;
    for (const instance of ['a', 'b', 'c']) {
      await fire(hook, { alertname: `Keys ${instance}`, severity: 'warning', service, instance });
    }
    const list = rows(page);
    await page.goto(`/alerts?label=${encodeURIComponent(`service=${service}`)}`);
    await expect(list).toHaveCount(3);

    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect(list.first()).toBeFocused();
    await page.keyboard.press('a');
    await expect(list.first()).toContainText('acknowledged');
    await expect(list.first()).toContainText('Olive');
    await expect(list.first()).toBeFocused();

    // Two selected, resolved together after a question.
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect(page.getByText('2 selected')).toBeVisible();
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await expect(list.filter({ hasText: 'resolved' })).toHaveCount(2);
    const { alerts } = await api.get<Alerts>(`/api/v1/alerts?label=service%3D${service}`);
    expect(alerts.map((it) => it.state).sort()).toEqual([
      'ALERT_STATE_ACKNOWLEDGED',
      'ALERT_STATE_RESOLVED',
      'ALERT_STATE_RESOLVED',
    ]);

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
  });

  test('filters are in the address and come back with it', async ({ signedIn: page, demo }) => {
    const service = mark();
    const hook = demo.webhooks.alertmanager!;
    await fire(hook, { alertname: 'Disk full', severity: 'critical', service, instance: 'a' });
    await fire(hook, { alertname: 'Slow', severity: 'info', service, instance: 'b' });
    const list = rows(page);
    await page.goto('/alerts');
    const label = page.getByLabel('Filter by label, as name=value');
    await label.fill(`service=${service}`);
    await label.press('Enter');
    await expect(list).toHaveCount(2);
    await page.getByRole('button', { name: 'critical', exact: true }).click();
    await expect(list).toHaveCount(1);
    await expect(page).toHaveURL(/severity=critical/);
    await page.reload();
    await expect(list).toHaveCount(1);
    await expect(list.first()).toContainText('Disk full');
    await page.getByRole('searchbox').fill('no such title');
    await expect(page.getByText('No alert matches these filters')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect(page).toHaveURL(/\/alerts$/);
    await page.goto(`/alerts?state=all&label=${encodeURIComponent(`service=${service}`)}`);
    await expect(list).toHaveCount(2);
    await page.mouse.move(5, 5);
    await expectAccessible(page);
    await screenshot(page, 'alerts');
  });

  test('an alert page explains, takes notes and shows its pages', async ({ signedIn: page, demo, api }) => {
    const service = mark();
    await fire(demo.webhooks.alertmanager!, {
      alertname: 'Checkout fails',
      severity: 'critical',
      service,
      instance: 'web-1',
    });
    const found = () => api.get<Alerts>(`/api/v1/alerts?label=service%3D${service}`);
    await expect.poll(async () => (await found()).alerts.length).toBe(1);
    const alert = (await found()).alerts[0]!;
    await page.goto(`/alerts/${alert.id}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Checkout fails');
    const timeline = page.getByRole('list', { name: 'Timeline' });
    await expect(timeline).toContainText('matched');
    // The page is told of by the stream, without a reload.
    await expect(timeline).toContainText('Paged');

    await page.getByLabel('Note').fill('The deploy of 14:00 broke it');
    await page.getByRole('button', { name: 'Add note' }).click();
    await expect(timeline).toContainText('The deploy of 14:00 broke it');
    await expectAccessible(page);
    await screenshot(page, 'alert');

    await page.getByRole('tab', { name: 'Why' }).click();
    await expect(page).toHaveURL(/tab=why/);
    await expect(page.getByRole('list', { name: 'Decisions' })).toContainText('paged');
    await expect(page.getByRole('list', { name: 'Steps of the escalation' })).toContainText('Step 1');
    await expectAccessible(page);
    await screenshot(page, 'alert-why');

    await page.getByRole('tab', { name: 'Pages' }).click();
    await expect(page.getByRole('tabpanel')).toContainText(/sent|delivered/);
    await page.getByRole('button', { name: 'History' }).first().click();
    await expect(page.getByRole('list', { name: 'History of the delivery' }).first()).toContainText('queued');
    await expectAccessible(page);
    await screenshot(page, 'alert-pages');

    await page.getByRole('tab', { name: 'Payload' }).click();
    await expect(page.getByLabel('Payload', { exact: true }).last()).toContainText(service);
    await expect(page.getByRole('link', { name: 'See it at its integration' })).toHaveAttribute(
      'href',
      /integrations\/.*payload=/,
    );
    await expectAccessible(page);
    await screenshot(page, 'alert-payload');

    await page.keyboard.press('a');
    await expect(
      page.getByRole('banner').or(page.locator('header')).getByText('acknowledged').first(),
    ).toBeVisible();
    // Who did it reads of themselves, everybody else of a name.
    await expect(page.getByText('Acknowledged by you', { exact: true })).toBeVisible();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await expect(timeline).toContainText('Acknowledged by Olive Owner');
  });

  test('on a phone an alert is acknowledged with the thumb', async ({ signedIn: page, demo, api }) => {
    const service = mark();
    await page.setViewportSize({ width: 360, height: 740 });
    await fire(demo.webhooks.alertmanager!, {
      alertname: 'Phone rings at night with a title that takes more than one line',
      severity: 'critical',
      service,
      instance: 'web-1',
    });
    await page.goto(`/alerts?label=${encodeURIComponent(`service=${service}`)}`);
    const list = rows(page);
    await expect(list).toHaveCount(1);
    await expectAccessible(page);
    const button = list.first().getByRole('button', { name: 'Acknowledge' });
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await list.first().getByText('Phone rings').click();

    await expect(page.getByRole('heading', { level: 1 })).toContainText('Phone rings');
    const acknowledge = page.getByRole('button', { name: 'Acknowledge' });
    const box = (await acknowledge.boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(740);
    expect(box.y).toBeGreaterThan(370);
    await expectAccessible(page);
    await acknowledge.click();
    await expect(acknowledge).toBeHidden();
    await expect
      .poll(async () => (await api.get<Alerts>(`/api/v1/alerts?label=service%3D${service}`)).alerts[0]?.state)
      .toBe('ALERT_STATE_ACKNOWLEDGED');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertRows, listOf, mark, stored } from './support/alerts';
import { Api, fire } from './support/api';
import { startProxy } from './support/proxy';
import { type Demo, startServer } from './support/server';
import { expect, signIn, test } from './support/test';

test.describe('the stream of changes', () => {
  test('a narrowed list gains what comes into its state, and shows silences made elsewhere', async ({
    signedIn: page,
    demo,
    api,
  }) => {
    const service = mark();
    const hook = demo.webhooks.alertmanager!;
    for (const instance of ['a', 'b']) {
      await fire(hook, { alertname: `${service} ${instance}`, severity: 'info', service, instance });
    }
    const [newer, older] = (await stored(api, service, 2)).sort((one, other) => (one.id < other.id ? 1 : -1));
    const list = alertRows(page);

    await page.goto(listOf(service, '&state=acknowledged'));
    await expect(page.getByText('No alert matches these filters')).toBeVisible();
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    await page.mouse.move(5, 5);
    await api.post(`/api/v1/alerts/${newer!.id}/acknowledge`);
    await expect(list).toHaveCount(1);
    await api.post(`/api/v1/alerts/${older!.id}/acknowledge`);
    await expect(list).toHaveCount(2);
    // In the order of the list: what came in first stands below, whichever was answered first.
    await expect(list.first()).toContainText(newer!.title);

    await page.goto(listOf(service, '&state=resolved'));
    await expect(page.getByText('No alert matches these filters')).toBeVisible();
    await page.mouse.move(5, 5);
    await api.post(`/api/v1/alerts/${older!.id}/resolve`);
    await expect(list).toHaveCount(1);
    await expect(list.first()).toContainText(older!.title);

    await page.goto(listOf(service));
    await expect(list).toHaveCount(1);
    await expect(list.filter({ hasText: 'silenced' })).toHaveCount(0);
    const silence = await api.post<{ id: string }>('/api/v1/silences', {
      matchers: [{ name: 'labels.service', operator: 'MATCH_OPERATOR_EQUAL', value: service }],
      duration: '3600s',
      comment: 'Made elsewhere',
    });
    await expect(list.filter({ hasText: 'silenced' })).toHaveCount(1);
    await api.post(`/api/v1/silences/${silence.id}/expire`);
    await expect(list.filter({ hasText: 'silenced' })).toHaveCount(0);
    await expect(list).toHaveCount(1);
  });

  for (const remembered of [true, false]) {
    test(`nothing is missed while the connection is cut, ${
      remembered ? 'and it goes on where it was' : 'also when the server knows no more where it was'
    }`, async ({ page, demo, api }) => {
      const service = mark();
      const hook = demo.webhooks.alertmanager!;
      const wire = await startProxy(demo.base_url);
      try {
        await signIn(page, demo);
        await fire(hook, { alertname: `${service} 1`, severity: 'info', service, instance: 'a' });
        const [first] = await stored(api, service, 1);
        await page.goto(wire.url + listOf(service));
        const list = alertRows(page);
        await expect(list).toHaveCount(1);
        await expect(page.getByText('Live', { exact: true })).toBeVisible();
        await page.mouse.move(5, 5);
        // The page has seen an entry to go on after.
        await fire(hook, { alertname: `${service} 2`, severity: 'info', service, instance: 'b' });
        await expect(list).toHaveCount(2);

        let forgotten = 0;
        if (!remembered) {
          await page.route('**/api/v1/alerts/events?afterId=*', async (route) => {
            if (forgotten++ > 0) return route.continue();
            return route.fulfill({ status: 404, json: { status: 404, detail: 'There is no such entry.' } });
          });
        }
        wire.cut();
        await expect(page.getByText('Reconnecting…')).toBeVisible();
        await api.post(`/api/v1/alerts/${first!.id}/acknowledge`);
        await fire(hook, { alertname: `${service} 3`, severity: 'info', service, instance: 'c' });
        await stored(api, service, 3);
        await expect(list).toHaveCount(2);

        wire.mend();
        await expect(page.getByText('Live', { exact: true })).toBeVisible();
        await expect(list).toHaveCount(3);
        await expect(list.first()).toContainText(`${service} 3`);
        await expect(list.filter({ hasText: 'acknowledged' })).toHaveCount(1);
        if (!remembered) expect(forgotten).toBeGreaterThan(0);
      } finally {
        await wire.stop();
      }
    });
  }

  test('nothing is missed while the server is started anew', async ({ page }) => {
    test.setTimeout(600_000);
    let server = await startServer(['--demo']);
    try {
      const demo: Demo = JSON.parse(readFileSync(join(server.data, 'demo.json'), 'utf8'));
      const api = new Api(demo.base_url, demo.api_keys.owner);
      const hook = demo.webhooks.alertmanager!;
      const service = mark();
      await signIn(page, demo);
      await fire(hook, { alertname: `${service} 1`, severity: 'info', service, instance: 'a' });
      const [first] = await stored(api, service, 1);
      await page.goto(server.url + listOf(service));
      const list = alertRows(page);
      await expect(list).toHaveCount(1);
      await page.mouse.move(5, 5);
      await fire(hook, { alertname: `${service} 2`, severity: 'info', service, instance: 'b' });
      await expect(list).toHaveCount(2);

      server = await server.restart();
      await api.post(`/api/v1/alerts/${first!.id}/acknowledge`);
      await fire(hook, { alertname: `${service} 3`, severity: 'info', service, instance: 'c' });
      await expect(list).toHaveCount(3);
      await expect(list.filter({ hasText: 'acknowledged' })).toHaveCount(1);
      await expect(page.getByText('Live', { exact: true })).toBeVisible();
      // And it is live again, not only up to date.
      await api.post(`/api/v1/alerts/${first!.id}/resolve`);
      await expect(list.filter({ hasText: 'resolved' })).toHaveCount(1);
    } finally {
      await server.stop();
    }
  });
});

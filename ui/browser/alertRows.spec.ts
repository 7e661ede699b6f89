import { alertRows, listOf, mark, stored } from './support/alerts';
import { fire } from './support/api';
import { expect, expectAccessible, screenshot, test } from './support/test';

const MANY = 10_000;
const PAGE = 100;
const severities = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING', 'INFO'];

/** One of ten thousand: numbers count down, since the newest comes first. */
const made = (place: number) => ({
  id: `0199c0de-0000-7000-8000-${String(MANY - place).padStart(12, '0')}`,
  groupId: `0199c0de-0000-7000-9000-${String(MANY - place).padStart(12, '0')}`,
  title: `Row ${place + 1}`,
  severity: `SEVERITY_${severities[place % severities.length]}`,
  state: place % 3 === 0 ? 'ALERT_STATE_ACKNOWLEDGED' : 'ALERT_STATE_OPEN',
  labels: { alertname: `Row ${place + 1}`, service: `service-${place % 40}`, instance: `web-${place}` },
  fingerprint: `row-${place}`,
  occurrenceCount: String(1 + (place % 7)),
  createTime: new Date(Date.UTC(2026, 0, 1) - place * 60_000).toISOString(),
});

interface Scrolling {
  readonly frames: number;
  readonly mostRows: number;
  readonly medianFrameMs: number;
  readonly p99FrameMs: number;
  readonly longestTaskMs: number;
}

test.describe('the list of alerts', () => {
  test('groups what belongs together, opens a group and answers it as one', async ({
    signedIn: page,
    demo,
    api,
  }) => {
    const service = mark();
    const hook = demo.webhooks.alertmanager!;
    // Of one name they are one group; the fourth stands alone.
    for (const instance of ['a', 'b', 'c']) {
      await fire(hook, { alertname: `${service} pool`, severity: 'info', service, instance });
    }
    await fire(hook, { alertname: `${service} alone`, severity: 'info', service, instance: 'd' });
    const alerts = await stored(api, service, 4);
    expect(new Set(alerts.map((it) => it.groupId)).size).toBe(2);
    const list = alertRows(page);
    await page.goto(listOf(service));
    await expect(list).toHaveCount(4);
    await page.keyboard.press('g');
    await expect(page).toHaveURL(/grouped=true/);
    await expect(page.getByRole('button', { name: 'Group' })).toHaveAttribute('aria-pressed', 'true');
    await expect(list).toHaveCount(2);
    await expect(list.filter({ hasText: 'and 2 more' })).toHaveAttribute('aria-expanded', 'false');
    await page.mouse.move(5, 5);
    await expectAccessible(page);
    await screenshot(page, 'alerts-grouped');

    // One more of the group arrives: it stays one row.
    await fire(hook, { alertname: `${service} pool`, severity: 'info', service, instance: 'e' });
    const row = list.filter({ hasText: 'and 3 more' });
    await expect(row).toHaveCount(1);
    await expect(list).toHaveCount(2);

    await row.click();
    await expect(row).toHaveAttribute('aria-expanded', 'true');
    await expect(list).toHaveCount(6);
    await row.click();
    await expect(list).toHaveCount(2);

    await row.focus();
    await page.keyboard.press('a');
    const pool = alerts.find((it) => it.title === `${service} pool`)!.groupId;
    await expect
      .poll(async () =>
        (await stored(api, service, 5)).filter((it) => it.groupId === pool).map((it) => it.state),
      )
      .toEqual(Array(4).fill('ALERT_STATE_ACKNOWLEDGED'));
    await expect(row).toContainText('acknowledged');
    await page.reload();
    await expect(list).toHaveCount(2);
  });

  test('scrolls ten thousand rows with few of them in the page', async ({ signedIn: page }) => {
    await page.route(/\/api\/v1\/alerts\?/, async (route) => {
      const query = new URL(route.request().url()).searchParams;
      const from = Number(query.get('pageToken') || 0);
      const size = Number(query.get('pageSize') || PAGE);
      // Questions for what is new or silenced are not those of the list.
      const other = query.has('createdAfter') || query.has('silenced');
      const alerts = other
        ? []
        : Array.from({ length: Math.min(size, MANY - from) }, (_, i) => made(from + i));
      const more = !other && from + size < MANY;
      await route.fulfill({ json: { alerts, ...(more ? { nextPageToken: String(from + size) } : {}) } });
    });
    await page.goto('/alerts');
    const grid = page.getByRole('grid', { name: 'Alerts' });
    await expect(alertRows(page).first()).toContainText('Row 1');
    // The end is asked for until all pages are there.
    await expect(async () => {
      await grid.evaluate((it) => {
        const list = it.lastElementChild!;
        list.scrollTop = list.scrollHeight;
      });
      expect(await alertRows(page).last().textContent()).toContain(`Row ${MANY}`);
    }).toPass({ intervals: [20], timeout: 150_000 });
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(MANY + 1));

    // From the end to the beginning, 25 rows in each frame.
    const scrolling = await grid.evaluate(async (it): Promise<Scrolling> => {
      const list = it.lastElementChild!;
      const tasks: number[] = [0];
      const observer = new PerformanceObserver((entries) => {
        for (const entry of entries.getEntries()) tasks.push(entry.duration);
      });
      observer.observe({ type: 'longtask' });
      const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
      const gaps: number[] = [];
      let mostRows = 0;
      let before = await frame();
      while (list.scrollTop > 0) {
        list.scrollTop -= 25 * 44;
        const now = await frame();
        gaps.push(now - before);
        before = now;
        mostRows = Math.max(mostRows, it.querySelectorAll('[role=row][id]').length);
      }
      observer.disconnect();
      gaps.sort((a, b) => a - b);
      const at = (share: number) => Math.round(gaps[Math.floor((gaps.length - 1) * share)] ?? 0);
      return {
        frames: gaps.length,
        mostRows,
        medianFrameMs: at(0.5),
        p99FrameMs: at(0.99),
        longestTaskMs: Math.round(Math.max(...tasks)),
      };
    });
    test.info().annotations.push({ type: 'scrolling', description: JSON.stringify(scrolling) });
    expect(scrolling.frames).toBeGreaterThan(300);
    expect(scrolling.mostRows).toBeGreaterThan(10);
    expect(scrolling.mostRows).toBeLessThan(150);
    // A hundred times what it takes on a quiet machine: more is not a busy machine but a page that stands still.
    expect(scrolling.longestTaskMs).toBeLessThan(3000);
    await expect(page.getByText('Row 1', { exact: true })).toBeVisible();
  });
});

import type { Page } from '@playwright/test';
import { expect, expectAccessible, screenshot, test } from './support/test';

const ALL = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING', 'INFO'].map((it) => `SEVERITY_${it}`);
const WORST = ALL.slice(0, 2);
const SCHEDULE = '018f0000-0000-7000-8000-000000000001';
const PERSON = '018f0000-0000-7000-8000-000000000002';

const why = (code: string, summary: string, facts: object) => ({ code, summary, facts });

const database = {
  policyId: '018f0000-0000-7000-8000-00000000000a',
  policy: 'Database',
  counts: true,
  covered: false,
  default: true,
  uncovered: '133200s',
  routes: [{ routeId: '018f0000-0000-7000-8000-0000000000aa', name: 'Everything about databases' }],
  severities: ALL,
  holes: [
    {
      startTime: '2030-06-01T08:00:00Z',
      endTime: '2030-06-02T20:00:00Z',
      kind: 'COVERAGE_KIND_NOBODY',
      severities: ALL,
      reasons: [
        why('not_paged.nobody_on_call', 'Nobody is on call by schedule Primary', {
          step: 0,
          schedule_id: SCHEDULE,
        }),
      ],
    },
    {
      startTime: '2030-07-01T08:00:00Z',
      endTime: '2030-07-01T09:00:00Z',
      kind: 'COVERAGE_KIND_UNVERIFIED',
      severities: WORST,
      reasons: [
        why('not_reached.unverified', 'No code has shown that Slack reaches Ben Turing', {
          step: 1,
          user_id: PERSON,
        }),
      ],
    },
  ],
  warnings: [
    {
      startTime: '2030-07-10T08:00:00Z',
      endTime: '2030-07-17T08:00:00Z',
      kind: 'COVERAGE_KIND_LATE',
      stepOrder: 1,
      after: '1800s',
      severities: ALL,
      reasons: [],
    },
  ],
  unreachableSteps: [
    {
      stepOrder: 2,
      severities: WORST,
      reasons: [why('not_paged.team_empty', 'Nobody is in team Crew', { step: 2, team_id: PERSON })],
    },
  ],
};

const web = {
  policyId: '018f0000-0000-7000-8000-00000000000b',
  policy: 'Web',
  counts: true,
  covered: true,
  severities: ALL,
};

/** Holes depend on the day: the screen is shown an answer that does not. */
async function answer(page: Page, ...pages: object[][]): Promise<string[]> {
  const asked: string[] = [];
  await page.route('**/api/v1/coverage?*', (route) => {
    const { searchParams } = new URL(route.request().url());
    asked.push(searchParams.get('days') ?? '');
    const place = Number(searchParams.get('pageToken') ?? 0);
    return route.fulfill({
      json: {
        startTime: '2030-05-05T12:00:00Z',
        endTime: '2030-08-03T12:00:00Z',
        policies: pages[place],
        unroutedSeverities: [],
        nextPageToken: place + 1 < pages.length ? `${place + 1}` : '',
      },
    });
  });
  return asked;
}

test.describe('coverage', () => {
  test('shows holes with their reasons, and leads to what mends them', async ({ signedIn: page }) => {
    await answer(page, [database], [web]);
    await page.goto('/coverage');

    const holes = page.getByRole('list', { name: 'Holes of Database' });
    await expect(holes.getByRole('listitem').filter({ hasText: 'Nobody is paged.' })).toContainText(
      'Nobody is on call by schedule Primary',
    );
    await expect(holes).toContainText('Only addresses are paged that nobody has verified.');
    await expect(page.getByRole('region', { name: 'Summary' })).toContainText(
      '1 of 2 policies in use has holes within 90 days',
    );
    await expect(page.getByRole('list', { name: 'Steps of Database that reach nobody' })).toContainText(
      'Step 3 reaches nobody in the whole time',
    );
    await expect(page.getByRole('list', { name: 'Late stretches of Database' })).toContainText(
      'Step 2 is the first to reach somebody, 30 min after the first page.',
    );
    await expect(
      page.getByRole('img', { name: 'critical, major: 2 holes and 1 late stretch' }),
    ).toBeVisible();
    await expect(
      page.getByRole('img', { name: 'minor, warning, info: 1 hole and 1 late stretch' }),
    ).toBeVisible();
    await expect(page.getByRole('list', { name: 'Covered policies' })).toContainText('Web');
    await expectAccessible(page);
    await screenshot(page, 'coverage');

    await expect(holes.getByRole('link', { name: 'Open the person' })).toHaveAttribute(
      'href',
      `/people/${PERSON}`,
    );
    await expect(holes.getByRole('link', { name: 'Open the schedule' })).toHaveAttribute(
      'href',
      `/schedules/${SCHEDULE}`,
    );
  });

  test('looks as far ahead as is chosen, and keeps that in the address', async ({ signedIn: page }) => {
    const asked = await answer(page, [web]);
    await page.goto('/coverage');
    await expect(page.getByRole('region', { name: 'Summary' })).toContainText(
      'Everything is covered for the next 90 days',
    );
    await expectAccessible(page);
    await screenshot(page, 'coverage-covered');

    await page.getByRole('combobox', { name: 'Look ahead' }).selectOption('30 days');
    await expect(page).toHaveURL(/\/coverage\?days=30$/);
    await expect.poll(() => asked).toContain('30');
  });
});

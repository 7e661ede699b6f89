import { mkdirSync, readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { Api } from './api';
import type { Demo } from './server';

const screenshots = 'target/screenshots';
const wantsPictures = Boolean(process.env.TOCSIN_SCREENSHOTS);
const phone = { width: 360, height: 740 };

export type Role = keyof Demo['api_keys'];

interface Fixtures {
  /** The demo server's addresses and keys. */
  demo: Demo;
  /** The REST API with the owner's key. */
  api: Api;
  /** A page with the owner's session. */
  signedIn: Page;
}

/** Playwright's test with the demo server, its API and a session. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it
  demo: async ({}, use) => use(JSON.parse(readFileSync(process.env.TOCSIN_DEMO!, 'utf8'))),
  baseURL: async ({ demo }, use) => use(process.env.TOCSIN_UI ?? demo.base_url),
  api: async ({ demo }, use) => use(new Api(demo.base_url, demo.api_keys.owner)),
  signedIn: async ({ page, demo }, use) => {
    await signIn(page, demo);
    await use(page);
  },
});

export { expect };

/** Gives the page a session of the owner, as signing in would. */
export async function signIn(page: Page, demo: Demo): Promise<void> {
  const session = await new Api(demo.base_url, '').post<{ refreshToken: string }>(
    '/api/v1/auth/sign-in',
    demo.owner,
  );
  await page.addInitScript((token) => {
    // Only once: the page renews the token itself.
    if (!sessionStorage.getItem('seeded')) {
      sessionStorage.setItem('seeded', 'yes');
      localStorage.setItem('tocsin.refresh', token);
    }
  }, session.refreshToken);
}

/** No violation of WCAG 2.2 A and AA on what is shown, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(page, theme);
    const { violations } = await new AxeBuilder({ page })
      // What passed is not read: describing it takes longer than finding it.
      .options({ resultTypes: ['violations'] })
      // In the page itself, not gathered in a blank one: the frames there are are excluded.
      .setLegacyMode()
      // No script runs in a sandboxed letter, not axe's either: it would be waited for.
      .exclude('iframe[sandbox=""]')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(
      violations.map(
        (it) => `${theme}: ${it.id}: ${it.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
      ),
    ).toEqual([]);
  }
  await setTheme(page, 'dark');
}

/**
 * Checks that a phone need not scroll sideways. With TOCSIN_SCREENSHOTS set, makes pictures of what is shown: `<name>-dark.png`,
 * `-light.png` and `-phone.png`. Nobody looks at those of a run that passed, and they take a minute.
 */
export async function screenshot(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  if (wantsPictures) {
    mkdirSync(screenshots, { recursive: true });
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(page, theme);
      await page.screenshot({ path: `${screenshots}/${name}-${theme}.png` });
    }
  }
  await page.setViewportSize(phone);
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), {
      message: 'nothing is wider than a phone',
    })
    .toBeLessThanOrEqual(0);
  if (wantsPictures) {
    await page.screenshot({ path: `${screenshots}/${name}-phone.png` });
  }
  await page.setViewportSize(before);
}

const setTheme = (page: Page, theme: 'dark' | 'light') =>
  page.evaluate((it) => {
    document.documentElement.dataset.theme = it;
  }, theme);

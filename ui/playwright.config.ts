import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** A Chromium of the machine: nothing is downloaded. CHROMIUM names another one. */
const chromium = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((it) => it && existsSync(it));

export default defineConfig({
  testDir: 'browser',
  testMatch: '**/*.spec.ts',
  outputDir: 'target/browser-results',
  globalSetup: './browser/support/globalSetup.ts',
  // One server and one browser: the tests share two cores with a database.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['junit', { outputFile: 'target/browser-reports/TEST-browser.xml' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1360, height: 860 },
    timezoneId: 'Europe/Vienna',
    locale: 'en-GB',
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    actionTimeout: 60_000,
    // A trace looks at the whole page after each step, which takes as long as the tests themselves. Where a failure cannot be
    // understood without: npm run browser -- --trace retain-on-failure
    trace: 'off',
    screenshot: 'only-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath: chromium ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});

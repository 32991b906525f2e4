import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './tests/helpers/chromium';

/** `npm test` runs browser, stand-in and electron; screens are made by `npm run screens`. */
export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results/playwright',
  workers: 2,
  // A second try would hide what users meet once in a while.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1440, height: 900 },
    launchOptions: chromiumLaunchOptions(),
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'browser', testMatch: 'e2e/*.spec.ts' },
    { name: 'stand-in', testMatch: 'e2e/stand-in/*.spec.ts' },
    { name: 'electron', testMatch: 'e2e/electron/*.spec.ts' },
    { name: 'screens', testMatch: 'screens/*.spec.ts' },
  ],
});

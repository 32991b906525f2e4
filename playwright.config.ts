import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './tests/helpers/chromium';

// Screenshots are made when asked for by name, not with every run of the tests. Workers read this file too, with
// other words on their command line, so they are told by the environment.
if (process.argv.some((word) => /^(--project=)?screens$/.test(word))) process.env.CONCORDANCE_SCREENS = '1';
const makesScreens = process.env.CONCORDANCE_SCREENS === '1';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results/playwright',
  workers: 2,
  // A second try would hide what users meet once in a while.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    browserName: 'chromium',
    headless: true,
    // A control that does not come is told within seconds, not at the end of a long story.
    actionTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    launchOptions: chromiumLaunchOptions(),
    screenshot: 'only-on-failure',
    // Recording every step has failed tests by itself, when files changed while it was written.
    trace: 'off',
  },
  projects: [
    { name: 'browser', testMatch: 'e2e/*.spec.ts' },
    { name: 'stand-in', testMatch: 'e2e/stand-in/*.spec.ts' },
    { name: 'electron', testMatch: 'e2e/electron/*.spec.ts' },
    ...(makesScreens ? [{ name: 'screens', testMatch: 'screens/*.spec.ts' }] : []),
  ],
});

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What fades in has other colours on its way. */
const FADE_MS = 300;

/**
 * Expects axe to find nothing on the page as it is. Soft, so that one run tells of every screen.
 *
 * @param screen - what the message calls it, where a test looks at several
 * @param rules - only these; all where it is not given
 */
export async function expectAccessible(page: Page, screen = 'The page', rules?: string[]): Promise<void> {
  await page.waitForTimeout(FADE_MS);
  const axe = new AxeBuilder({ page });
  if (rules) axe.withRules(rules);
  const { violations } = await axe.analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => `${screen}: ${id} at ${nodes.map(({ html }) => html).join(' | ')}`),
    )
    .toEqual([]);
}

/** The same in light and in dark, where only the colours are others. */
export async function expectAccessibleInBothSchemes(page: Page, screen = 'The page'): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await expectAccessible(
      page,
      `${screen}, ${colorScheme}`,
      colorScheme === 'dark' ? ['color-contrast'] : undefined,
    );
  }
}

import { expect, test } from '@playwright/test';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';

test.describe('the browser host', () => {
  let program: BuiltProgram;
  test.beforeAll(async () => {
    program = await startBuiltProgram();
  });
  test.afterAll(() => program?.close());

  test('opens with the printed address, which is clean afterwards', async ({ page, context }) => {
    const address = await program.newAddress();
    await page.goto(address);
    await expect(page).toHaveURL(new RegExp(`^${program.origin}/(?!.*token)`));
    await expect(page).toHaveTitle(/Concordance/);
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', expires: -1 });
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.reload();
    await expect(page).toHaveTitle(/Concordance/);
    // Once more from the terminal, in the same browser.
    await page.goto(address);
    await expect(page).toHaveURL(new RegExp(`^${program.origin}/(?!.*token)`));
    await expect(page).toHaveTitle(/^(?!.*closed).*Concordance/);
  });

  test('lets in no second browser with the same address, and says how to get another', async ({
    page,
    browser,
  }) => {
    const address = await program.newAddress();
    await page.goto(address);
    const other = await (await browser.newContext()).newPage();
    expect((await other.goto(address))?.status()).toBe(401);
    await expect(other.getByText('press Enter in the terminal')).toBeVisible();
    await other.goto(await program.newAddress());
    await expect(other).toHaveTitle(/^(?!.*closed).*Concordance/);
    await other.context().close();
  });

  test('says in plain words what to do without it', async ({ page }) => {
    const response = await page.goto(program.origin);
    expect(response?.status()).toBe(401);
    await expect(page.getByText('press Enter in the terminal')).toBeVisible();
  });

  test('is out of reach for pages of others, in a browser that has been let in', async ({
    page,
    context,
  }) => {
    await page.goto(await program.newAddress());
    const attacker = await context.newPage();
    await attacker.route('http://attacker.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>attacker</title>' }),
    );
    await attacker.goto('http://attacker.example/');
    const outcomes = await attacker.evaluate(async (origin) => {
      const read = await fetch(`${origin}/api/ping`, { credentials: 'include' }).then(
        (response) => `read ${response.status}`,
        () => 'stopped',
      );
      const blind = await fetch(`${origin}/api/ping`, {
        method: 'POST',
        mode: 'no-cors',
        credentials: 'include',
      }).then(
        (response) => `opaque ${response.type}`,
        () => 'stopped',
      );
      const picture = await new Promise<string>((resolve) => {
        const image = new Image();
        image.onload = () => resolve('loaded');
        image.onerror = () => resolve('stopped');
        image.src = `${origin}/favicon.ico`;
      });
      return { read, blind, picture };
    }, program.origin);
    expect(outcomes.read).toBe('stopped');
    expect(outcomes.picture).toBe('stopped');
    const framed = await attacker.evaluate(async (origin) => {
      const frame = document.createElement('iframe');
      frame.src = origin;
      document.body.append(frame);
      await new Promise((resolve) => {
        frame.onload = resolve;
      });
      return frame.contentDocument === null;
    }, program.origin);
    expect(framed).toBe(true);
  });

  test('prints one line, ends when asked, and can be started again', async () => {
    const own = await startBuiltProgram();
    expect(own.process.lines.filter((line) => !line.startsWith('! '))).toEqual([
      expect.stringMatching(/^Concordance is open at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/),
    ]);
    const events = await own.fetch('/api/ping');
    expect(events.ok).toBe(true);
    expect(await own.stop()).toEqual({ code: 0, signal: null });
    const again = await startBuiltProgram({ libraryFolder: own.libraryFolder });
    expect((await again.fetch('/api/ping')).ok).toBe(true);
    await again.close();
    await own.close();
  });
});

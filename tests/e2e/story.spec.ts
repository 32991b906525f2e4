import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import type { SessionSummary } from '#shared/model/session';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { ComparePage } from './page-models/compare-page';
import { LibraryPage } from './page-models/library-page';
import { SessionPage } from './page-models/session-page';
import { PackageDialog, SendBackDialog, ShareDialog } from './page-models/share-dialogs';
import { WorkspacePage } from './page-models/workspace-page';
import { giveConsent, introduce, judgeAndSubmit, MARKS, markEightMoments } from './trainee-first-half';

const RECORDING = join(projectFolder, 'resources/sample/practice-session.opus');

type Desk = { program: BuiltProgram; page: Page };

async function sitDown(browser: Browser, libraryFolder: string): Promise<Desk> {
  const program = await startBuiltProgram({ libraryFolder });
  const context = await browser.newContext({ acceptDownloads: true });
  // The story is told by keyboard: a press of the mouse anywhere fails it.
  await context.addInitScript(() => {
    addEventListener(
      'mousedown',
      (event) => {
        if (event.isTrusted) document.title = 'A MOUSE WAS USED';
      },
      true,
    );
  });
  const page = await context.newPage();
  await page.goto(await program.newAddress());
  return { program, page };
}

async function getUp({ program, page }: Desk): Promise<void> {
  expect(await page.title()).not.toBe('A MOUSE WAS USED');
  await page.context().close();
  await program.stop();
}

async function ask<Reply>(program: BuiltProgram, path: string, input?: unknown): Promise<Reply> {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await program.fetch(`/api/${path}${query}`);
  const reply = await response.json();
  expect(response.ok, JSON.stringify(reply)).toBe(true);
  return reply.result.data;
}

/** Everything that a library knows of its sessions and reviews, for comparing before and after a restart. */
async function everything(program: BuiltProgram): Promise<unknown> {
  const sessions = await ask<SessionSummary[]>(program, 'sessions.list');
  return Promise.all(
    sessions.map(async (summary) => ({
      session: await ask(program, 'sessions.get', { sessionId: summary.id }),
      reviews: await Promise.all(
        summary.reviews.map(({ id }) => ask(program, 'reviews.open', { reviewId: id })),
      ),
    })),
  );
}

test('a trainee shares, a mentor scores and returns, the trainee compares; all is there after a restart', async ({
  browser,
}, testInfo) => {
  test.setTimeout(300_000);
  const traineeFolder = await makeTemporaryFolder('trainee');
  const mentorFolder = await makeTemporaryFolder('mentor');
  let trainee = await sitDown(browser, traineeFolder.path);
  let mentor = await sitDown(browser, mentorFolder.path);
  const shared = testInfo.outputPath('shared.concordance');
  const returned = testInfo.outputPath('returned.concordance');

  await test.step('the trainee adds the recording and records the consent', async () => {
    const { page } = trainee;
    await expectAccessible(page, 'welcome');
    await introduce(page, 'Ana Lindt', 'A trainee coach');
    await expectAccessible(page, 'empty library');
    const library = new LibraryPage(page);
    await library.add(RECORDING);
    await library.row('practice-session').waitFor();
    await expectAccessible(page, 'library');
    await library.grid.press('Home');
    await page.keyboard.press('Enter');
    await giveConsent(page);
    await expectAccessible(page, 'session');
  });

  await test.step('she marks eight moments while it plays, ticks, links, rates and submits', async () => {
    const workspace = await markEightMoments(trainee.page);
    await expectAccessible(trainee.page, 'workspace');
    await judgeAndSubmit(workspace);
  });

  await test.step('she shares the session and holds her own review back', async () => {
    const { page } = trainee;
    await new SessionPage(page).share.press('Enter');
    const dialog = new ShareDialog(page);
    await expect(dialog.save).toBeEnabled();
    await dialog.ownReview('Hold it back until theirs is in').press('Space');
    await expectAccessible(page, 'share');
    const download = page.waitForEvent('download');
    await dialog.save.press('Enter');
    await (await download).saveAs(shared);
    await page.keyboard.press('Escape');
  });

  await test.step('the mentor sees what it holds before anything is stored, and takes it in', async () => {
    const { page, program } = mentor;
    await introduce(page, 'Robin Vale', 'A mentor coach');
    await new LibraryPage(page).add(shared);
    const dialog = new PackageDialog(page);
    await expect(dialog.dialog).toContainText('Ana Lindt');
    expect(await ask(program, 'sessions.list')).toEqual([]);
    await expectAccessible(page, 'package');
    await dialog.accept.press('Enter');
    await expect(new SessionPage(page).reviews).toBeVisible();
  });

  await test.step('she scores independently and sends back only her review', async () => {
    const { page } = mentor;
    const session = new SessionPage(page);
    await session.startReview.press('Enter');
    const workspace = new WorkspacePage(page);
    await workspace.isOpen();
    await workspace.press('Space');
    await workspace.press('1');
    await workspace.press('Shift+ArrowRight');
    await workspace.press('4');
    await expect(workspace.moments).toHaveCount(2);
    await workspace.press('k');
    await workspace.openPanel('Rating');
    await workspace.rating('Session agreement', 'Emerging').press('Space');
    await workspace.write(workspace.rationale('Session agreement'), 'The measure is missing.');
    await workspace.saved.waitFor();
    await workspace.submit();
    await session.sendBack().press('Enter');
    const dialog = new SendBackDialog(page);
    const download = page.waitForEvent('download');
    await dialog.save.press('Enter');
    await (await download).saveAs(returned);
    await page.keyboard.press('Escape');
  });

  await test.step('the trainee takes it in and compares', async () => {
    const { page } = trainee;
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Library' })
      .press('Enter');
    await new LibraryPage(page).add(returned);
    const dialog = new PackageDialog(page);
    await expect(dialog.dialog).toContainText('Robin Vale');
    await dialog.accept.press('Enter');
    await new SessionPage(page).compare.press('Enter');
    const compare = new ComparePage(page);
    await expect(compare.reviewers).toHaveCount(2);
    await expect(compare.moment('Ana Lindt', /./)).toHaveCount(MARKS.length);
    await expect(compare.moment('Robin Vale', /./)).toHaveCount(2);
    await expect(compare.competency('Session agreement')).toContainText('The measure is missing.');
    await expect(compare.competency('Session agreement')).toContainText(
      'Topic, outcome and check were hers.',
    );
    await expectAccessible(page, 'compare');
  });

  await test.step('after a restart of both every value is the same', async () => {
    const before = [await everything(trainee.program), await everything(mentor.program)];
    await getUp(trainee);
    await getUp(mentor);
    trainee = await sitDown(browser, traineeFolder.path);
    mentor = await sitDown(browser, mentorFolder.path);
    expect([await everything(trainee.program), await everything(mentor.program)]).toEqual(before);
    const { page } = trainee;
    await new LibraryPage(page).row('practice-session').waitFor();
    for (const screen of ['Trash', 'Settings']) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: screen }).press('Enter');
      await page.getByRole('heading', { level: 1, name: screen }).waitFor();
      await expectAccessible(page, screen);
    }
  });

  await getUp(trainee);
  await getUp(mentor);
  await traineeFolder.remove();
  await mentorFolder.remove();
});

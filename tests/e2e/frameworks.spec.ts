import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { marking } from '../contract/review-entries';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { FRAMEWORK } from '../unit/scoring/contents';
import { FrameworksPage } from './page-models/frameworks-page';
import { LibraryPage } from './page-models/library-page';
import { SessionPage } from './page-models/session-page';

let program: BuiltProgram;
let frameworks: FrameworksPage;
test.beforeEach(async ({ page }) => {
  program = await startBuiltProgram();
  await call(program, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  await page.goto(await program.newAddress());
  await new LibraryPage(page).heading.waitFor();
  frameworks = new FrameworksPage(page);
  await frameworks.open();
});
test.afterEach(() => program?.close());

/** Lets a file fall on the window. */
async function dropFile(page: Page, name: string, text: string) {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], fileName ?? ''));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer });
}

test('a book is read, searched, and looked up in the other edition, with the keyboard alone', async ({
  page,
}) => {
  await expect(page.getByText('Developmental, not affiliated with or endorsed')).toBeVisible();
  await page.getByRole('link', { name: 'Eight core competencies (2019 edition)' }).press('Enter');
  await expect(frameworks.title('Eight core competencies (2019 edition)')).toBeVisible();
  await expect(frameworks.pages).toContainText('Scale: Where the practice stands');
  await page
    .getByRole('navigation', { name: 'Contents' })
    .getByRole('button', { name: '5 Presence' })
    .press('Enter');
  await expect(frameworks.pages.locator(':focus')).toContainText('Presence');
  await expect(frameworks.indicator('5.3')).toBeInViewport();

  await frameworks.search.pressSequentially('own emotions');
  await expect(page.getByText(/lines? found/)).toBeVisible();
  await expect(frameworks.indicator('5.3')).toBeVisible();
  await expect(frameworks.indicator('1.1')).toHaveCount(0);
  await frameworks.search.clear();

  await frameworks.beside.selectOption({ label: 'Beside: Eight core competencies (2025 edition)' });
  await expect(
    page.getByText(/^In Eight core competencies \(2025 edition\): .*5 only there\.$/),
  ).toBeVisible();
  await frameworks
    .indicator('5.3')
    .getByRole('link', { name: /^5\.04/ })
    .press('Enter');
  // And the way back, from the other edition.
  await expect(frameworks.title('Eight core competencies (2025 edition)')).toBeVisible();
  await expect(frameworks.indicator('5.04')).toBeInViewport();
  await expect(frameworks.indicator('5.04').getByRole('link', { name: /^5\.3/ })).toBeVisible();
  await expect(frameworks.indicator('5.03')).toContainText('Nothing there takes it up.');

  await frameworks.part.selectOption({ label: 'New in this edition (5)' });
  await expect(page.getByText('5 lines found')).toBeVisible();
  await frameworks.part.selectOption('uncertain');
  await expect(frameworks.indicator('2.02')).toContainText('not certain');
});

test('a framework goes out as a file and comes in again; what cannot be used is refused in words', async ({
  page,
}) => {
  await frameworks.file.setInputFiles({
    name: 'mine.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ ...FRAMEWORK, domains: [] })),
  });
  await expect(frameworks.problem).toHaveText(
    '“mine.json” is not a framework that can be used: its list of domains is empty. Nothing was imported.',
  );
  const marked = structuredClone(FRAMEWORK);
  marked.title = 'Mine <img src=x onerror=alert(1)> & “so”';
  await frameworks.file.setInputFiles({
    name: 'mine.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(marked)),
  });
  await expect(frameworks.title('Mine <img src=x onerror=alert(1)> & “so”')).toBeVisible();
  const codebook = await (await frameworks.export('As a codebook (REFI-QDA, .qdc)')).path();
  const json = await (await frameworks.export('As a framework file (JSON)')).path();
  expect(JSON.parse(await readFile(json, 'utf8'))).toEqual(marked);

  await page.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(frameworks.heading).toBeVisible();
  await expect(frameworks.shelf('Yours')).toBeHidden();
  // Dropped, on whatever screen.
  await new LibraryPage(page).open();
  await dropFile(page, 'broken.qdc', 'code;name');
  await expect(page.getByRole('alert').filter({ hasText: '“broken.qdc” is not a codebook' })).toContainText(
    'it is not XML',
  );
  await dropFile(page, 'mine.qdc', await readFile(codebook, 'utf8'));
  await expect(frameworks.title('Mine <img src=x onerror=alert(1)> & “so”')).toBeVisible();
  const { id, edition } = FRAMEWORK;
  expect(await call(program, 'frameworks', 'get', { id, edition })).toEqual(marked);
});

test('a copy is edited with the keyboard, finished, and a review is made with it', async ({ page }) => {
  await frameworks.openBook('Role shifts');
  await page.getByRole('button', { name: 'Duplicate' }).press('Enter');
  await frameworks.outline.focus();
  await page.keyboard.press('End');
  const last = frameworks.field('Text');
  await expect(last).not.toHaveValue('');
  await last.fill('');
  await expect(page.getByText('1 thing to put right before it can be finished')).toBeVisible();
  await page.getByText('1 thing to put right before it can be finished').press('Enter');
  await expect(page.getByRole('list', { name: 'To put right', exact: true })).toHaveText(
    /^indicator R\w\.\d: its text is empty$/,
  );
  await page.getByRole('button', { name: 'Finish this edition' }).press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be finished yet' })).toBeVisible();

  await last.fill('Gives the floor <i>back</i>.');
  await page.getByRole('button', { name: 'Add another below' }).press('Enter');
  await frameworks.field('Text').fill('Says thank you.');
  await page.getByRole('button', { name: 'Move up this indicator' }).press('Enter');
  await page.getByRole('button', { name: 'Remove this indicator' }).press('Enter');
  await expect(frameworks.outline).not.toContainText('Says thank you.');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(frameworks.outline).toContainText('Says thank you.');
  await expect(frameworks.saved).toBeVisible();

  // What was saved is there when she comes back.
  await page.reload();
  await expect(frameworks.outline).toContainText('Says thank you.');
  await frameworks.field('Title').fill('My role shifts');
  await expect(page.getByText('Nothing keeps it from being finished.')).toBeVisible();
  await page.getByRole('button', { name: 'Finish this edition' }).press('Enter');
  await expect(frameworks.title('My role shifts edition 1')).toBeVisible();
  await expect(frameworks.pages).toContainText('Gives the floor <i>back</i>.');
  await frameworks.beside.selectOption({ label: 'Beside: Role shifts, edition 1' });
  await expect(frameworks.pages).toContainText('In other words there:');

  await new LibraryPage(page).open();
  await new LibraryPage(page).openSample.click();
  const session = new SessionPage(page);
  await page
    .getByRole('combobox', { name: 'Framework of the new review' })
    .selectOption({ label: 'My role shifts, edition 1' });
  await session.startReview.click();
  await page.getByText('Nothing is marked yet.').waitFor();
  await page.keyboard.press('F7');
  await expect(page.getByText('Says thank you.')).toBeVisible();
});

test('a framework is written from nothing', async ({ page }) => {
  await page.getByRole('button', { name: 'Write your own…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Write your own framework' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('What we listen for');
  await dialog.getByRole('button', { name: 'Begin' }).click();
  await frameworks.outline.getByRole('option', { name: '1 First competency' }).click();
  await page.getByRole('button', { name: 'Add an indicator' }).click();
  await frameworks.field('Text').fill('Listens.');

  // A kind of moment and a crosswalk of its own, with what is wrong shown where it is.
  await frameworks.outline.focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Add a kind of moment' }).press('Enter');
  const here = page.getByRole('list', { name: 'To put right here' });
  await expect(here).toHaveText('kind of moment kind-1: its label is empty');
  await page.getByRole('textbox', { name: 'Label' }).fill('Laughter');
  await expect(here).toBeHidden();
  await page.getByRole('textbox', { name: 'Lead, seconds' }).fill('2.5');
  await expectAccessible(page);
  await frameworks.outline.getByRole('option', { name: 'About this framework' }).click();
  await page
    .getByRole('combobox', { name: 'Add a crosswalk to' })
    .selectOption({ label: 'Role shifts, edition 1' });
  await page.getByRole('textbox', { name: '1.1 leads to' }).fill('RS.1, RS.99');
  await page.getByRole('textbox', { name: 'Note on 1.1' }).fill('Nearly');
  await expect(page.getByText('Role shifts, edition 1 has no RS.99: lines that lead there')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'What became of 1.1' })).toHaveValue('split');
  await page.getByRole('textbox', { name: '1.1 leads to' }).fill('RS.1');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'What became of 1.1' })).toHaveValue('reworded');
  await expect(page.getByText('lines that lead there')).toBeHidden();
  await expect(frameworks.saved).toBeVisible();
  await expectAccessible(page);
  await frameworks.open();
  await frameworks.shelf('Being written').getByRole('link', { name: 'What we listen for' }).click();
  await page.getByRole('button', { name: 'Finish this edition' }).click();
  await expect(frameworks.indicator('1.1')).toContainText('Listens.');
  await expect(frameworks.pages).toContainText('A key press marks from 2.5 s before to 10 s after.');
  await frameworks.beside.selectOption({ label: 'Beside: Role shifts, edition 1' });
  await expect(frameworks.indicator('1.1').getByRole('link', { name: /^RS\.1/ })).toBeVisible();
});

test('ten thousand indicators stay usable', async ({ page }) => {
  const large = structuredClone(FRAMEWORK);
  const [competency] = large.domains[0]?.competencies ?? [];
  if (!competency?.indicators[0]) throw new Error('The small framework has an indicator');
  const [line] = competency.indicators;
  competency.indicators = Array.from({ length: 10_000 }, (_, index) => ({
    ...line,
    code: `A.${index}`,
    text: `Says the word number ${index}`,
  }));
  await frameworks.file.setInputFiles({
    name: 'large.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(large)),
  });
  await expect(frameworks.title('A small framework')).toBeVisible();
  await expect(frameworks.indicator('A.1')).toBeVisible();
  // Only what is seen is drawn.
  expect(await frameworks.pages.getByRole('article').count()).toBeLessThan(100);
  await frameworks.search.fill('number 9999');
  await expect(page.getByText('1 line found')).toBeVisible();
  await expect(frameworks.indicator('A.9999')).toBeVisible();
  await frameworks.search.clear();
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('button', { name: 'B Closing' }).click();
  await expect(frameworks.indicator('B.1')).toBeInViewport();
});

test('all of it can be read aloud, in light and dark', async ({ page }) => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await frameworks.open();
    await expectAccessible(page);
    await frameworks.openBook('Eight core competencies (2025 edition)');
    // A part of it holds everything that there is, and is looked through in a few seconds.
    await frameworks.part.selectOption('uncertain');
    await frameworks.beside.selectOption({ label: 'Beside: Eight core competencies (2019 edition)' });
    await expect(frameworks.indicator('1.04')).toContainText('In other words there:');
    await expectAccessible(page);
  }
});

test('a draft is carried over to the other edition, and what has no place there is said', async ({
  page,
}) => {
  const { sessionId } = await call(program, 'sessions', 'openSample');
  const { reviewId } = await call(program, 'reviews', 'start', {
    sessionId,
    framework: { id: 'core-competencies', edition: '2025' },
  });
  await call(program, 'reviews', 'append', {
    reviewId,
    entries: [marking(1, { indicators: ['3.06', '3.12'], note: 'Begins.' })],
  });
  await new LibraryPage(page).open();
  await page.getByRole('grid', { name: 'Sessions' }).press('Enter');
  await page.getByRole('button', { name: 'Carry over to…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Carry this draft over' });
  await dialog
    .getByRole('combobox', { name: 'Carry over to' })
    .selectOption({ label: 'Eight core competencies (2019 edition)' });
  await expect(dialog).toContainText(
    'Comes along: 1 moment, 0 marks, 0 ratings and 0 parts of the feedback.',
  );
  await expect(dialog.getByRole('region', { name: 'Not carried over' })).toContainText(
    /The links of 1 moment to 3\.12 .*: nothing there takes it up\./,
  );
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make the new draft' }).press('Enter');
  const moments = page.getByRole('list', { name: 'Moments' }).getByRole('listitem');
  await expect(moments).toHaveCount(1);
  await expect(page.getByText('Eight core competencies (2019 edition), edition 2019')).toBeVisible();

  await page.getByRole('link', { name: 'Back to the session' }).click();
  await expect(page.getByText('carried over from Eight core competencies (2025 edition)')).toBeVisible();
  await page.getByRole('button', { name: 'What was carried over' }).click();
  await expect(page.getByRole('dialog', { name: 'What was carried over' })).toContainText('3.12');
});

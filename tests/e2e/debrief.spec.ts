import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../helpers/accessible';
import { startBuiltProgram } from '../helpers/built-program';
import { packReview, someone } from '../helpers/group-of-reviewers';
import { call } from '../helpers/page-api';
import { readZip } from '../helpers/read-zip';
import { tabTo } from '../helpers/tab-to';
import type { Said } from '../screens/program-api';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

function said(moments: Said['moments'], ratings: Said['ratings']): Said {
  return { moments, ratings, marks: {}, feedback: {} };
}

const closing = (polarity: 'shown' | 'missed', quote = '') =>
  ({ kind: 'closing', polarity, startMs: 254_838, endMs: 256_338, quote }) as const;

/** Five who scored alone: at the closing two hear what two miss, and one stands alone with a mini-contract. */
const GROUP = [
  ['Mina Okafor', said([closing('missed', 'A good place to stop?')], { DT: ['not-yet', 'Passed by.'] })],
  ['Juno Reed', said([closing('missed')], { DT: ['fluent', 'Mina and I hear it differently.'] })],
  ['Kai Brandt', said([closing('shown')], { DT: ['solid'] })],
  ['Noor Aziz', said([closing('shown'), { kind: 'mini-contract', startMs: 102_738 }], { DT: ['solid'] })],
  ['Ola Lind', said([], { DT: ['no-opportunity'] })],
] as const;

test('five packages become one debrief, from gathering to minutes, by keyboard alone', async ({ page }) => {
  // A long way, which a busy machine may take its time for.
  test.setTimeout(240_000);
  const program = await startBuiltProgram();
  try {
    await call(program, 'profile', 'save', {
      person: { name: 'Fay Moss', role: 'mentor', credential: 'PCC' },
    });
    const { sessionId } = await call(program, 'sessions', 'openSample');
    const session = await call(program, 'sessions', 'get', { sessionId });
    const packages = await Promise.all(
      GROUP.map(async ([name, words], index) => {
        const reviewer = { ...(await someone(name, '', words)), independent: name !== 'Ola Lind' };
        const buffer = packReview(reviewer, session, FRAMEWORK, `2026-11-2${index}T18:30:00.000Z`);
        return { name: `${name}.concordance`, mimeType: 'application/octet-stream', buffer };
      }),
    );

    // A facilitator's own draft keeps everyone else's review closed until she decides.
    await call(program, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    const { debriefId } = await call(program, 'debriefs', 'start', { sessionId, framework: FRAMEWORK });
    await page.goto(await program.newAddress());
    await page.goto(`${program.origin}/#/session/${sessionId}`);
    await expect(page.getByRole('heading', { level: 1, name: session.title })).toBeVisible();

    // Gathering
    await page.goto(`${program.origin}/#/session/${sessionId}/debrief/${debriefId}/gathering`);
    await expect(page.getByText(/^Nobody has submitted a review/)).toBeVisible();
    // Waited for before the way there: what opens before the browser is told to hand it over is lost.
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, page.getByRole('button', { name: 'Open packages…' }));
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(packages);
    const dialog = page.getByRole('dialog', { name: 'A review came back' });
    const people = page.getByRole('list', { name: 'Who has submitted' });
    for (let count = 1; count <= packages.length; count += 1) {
      await tabTo(page, dialog.getByRole('button', { name: /^Add/ }));
      await page.keyboard.press('Enter');
      await expect(people.getByRole('listitem')).toHaveCount(count);
    }
    await expect(people).toContainText('Mina Okafor');
    await expect(people).toContainText('not independent: saw another review first');
    await expect(page.locator('body')).not.toContainText(/A good place to stop|Passed by/);
    await tabTo(page, page.getByRole('radio', { name: 'Names' }));
    await page.keyboard.press('ArrowRight');
    await expect(people).not.toContainText(/Mina|Juno|Kai|Noor|Ola/);
    const aliases = await people.locator('li > div > span:first-child').allInnerTexts();
    expect(new Set(aliases).size).toBe(5);
    await expectAccessible(page);
    await expect(page.getByRole('button', { name: 'Begin the debrief' })).toBeDisabled();
    await tabTo(page, page.getByRole('button', { name: 'Lead without a review of mine' }));
    await page.keyboard.press('Enter');
    const begin = page.getByRole('button', { name: 'Begin the debrief' });
    await expect(begin).toBeEnabled();
    await tabTo(page, begin);
    await page.keyboard.press('Enter');

    // The agenda: the most disputed first, all of the time divided
    const agenda = page.getByRole('listbox', { name: 'Agenda' });
    await expect(agenda).toBeFocused();
    await expect(agenda.getByRole('option')).toHaveText([
      /^1Closing4:14–4:16/,
      /^2Deeper themerating/,
      /^3Mini-contract1:42/,
    ]);
    await expect(page.locator('main')).not.toContainText(/Mina|Juno|Kai|Noor/);
    await page.keyboard.press('End');
    await page.keyboard.press('x');
    await expect(agenda.getByRole('option').last()).toContainText('if there is time');
    await page.keyboard.press('Home');
    await page.keyboard.press('+');
    await expectAccessible(page);

    // The first step: played, hands counted, shown, agreed on
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('heading', { level: 1, name: 'Closing' })).toBeVisible();
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Pause the stretch' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Play the stretch' })).toBeVisible();
    await expect(page.locator('main')).not.toContainText(/contradict|good place/);
    await page.keyboard.press('v');
    await expect(page.getByRole('textbox', { name: 'Hands for Shown' })).toBeFocused();
    await page.keyboard.type('3401');
    const show = page.getByRole('button', { name: 'Show what 4 scored alone' });
    await expect(show).toBeFocused();
    await page.keyboard.press('r');
    const rows = page.getByRole('table', { name: 'Hands, and what was scored alone' }).getByRole('row');
    await expect(rows.nth(1)).toHaveText(/^Shown2.*3$/);
    await expect(rows.nth(2)).toHaveText(/^Missed2.*4$/);
    await expect(rows.nth(4)).toHaveText(/^Nothing to mark0.*1$/);
    await expect(rows.nth(1).getByRole('img')).toHaveCount(2);
    await expect(page.getByText('They contradict each other')).toBeVisible();
    await expect(page.getByText('“A good place to stop?”')).toBeVisible();
    await page.keyboard.press('c');
    await page.keyboard.press('2');
    await expect(page.getByRole('radio', { name: 'Missed' })).toBeChecked();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Mina asks early, and nobody closes.');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessible(page);

    // What was written outlives the page; a slip of the keyboard can be undone
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Closing' })).toBeVisible();
    const note = page.getByRole('textbox', { name: 'Note on what the group says' });
    await expect(note).toHaveValue('Mina asks early, and nobody closes.');
    await tabTo(page, page.getByRole('button', { name: 'Clear' }));
    await page.keyboard.press('Enter');
    await expect(note).toHaveValue('');
    await page.keyboard.press('Control+z');
    await expect(note).toHaveValue('Mina asks early, and nobody closes.');

    // The second stays open; then the last round
    await page.keyboard.press('PageDown');
    await expect(page.getByRole('heading', { level: 1, name: 'Deeper theme' })).toBeVisible();
    await page.keyboard.press('o');
    await page.keyboard.type('What would have been enough?');
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    const [first = ''] = [...aliases].sort();
    const intention = page.getByRole('textbox', { name: first });
    await tabTo(page, intention);
    await page.keyboard.type('Stay one breath longer.');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('m');

    // The minutes
    const paper = page.getByRole('article');
    const agreed = paper.getByRole('table', { name: 'What was agreed' }).getByRole('row').nth(1);
    await expect(agreed).toContainText('Missed.');
    await expect(agreed).toContainText(
      'Alone: Shown 2, Missed 2. Hands: Shown 3, Missed 4, Nothing to mark 1.',
      {
        useInnerText: false,
      },
    );
    await expect(paper.getByRole('table', { name: 'What stays open' })).toContainText(
      'What would have been enough?',
    );
    await expect(paper).toContainText(`${first}: Stay one breath longer.`);
    await expect(paper).toContainText('not affiliated with or endorsed by');
    await expect(paper).toContainText('(not independent, left out of the figures)');
    await expect(paper).not.toContainText(/Mina|Juno|Kai|Noor|Ola/);
    await tabTo(page, page.getByRole('button', { name: 'Save as Word file…' }));
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('Minutes of a debrief, One breath before the yes.docx');
    const files = await readZip(await readFile(await saved.path()));
    const document = files.get('word/document.xml')?.toString('utf8') ?? '';
    for (const words of ['What would have been enough?', 'Stay one breath longer.', '4:14–4:16']) {
      expect(document).toContain(words);
    }
    expect(document).not.toMatch(/Mina|Juno|Kai|Noor|Ola/);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(paper).toHaveCSS('color', 'rgb(0, 0, 0)');
    expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(10_000);

    // Two ways to the next debrief of the same reviews: from the session, and from their comparison
    await page.emulateMedia({ media: 'screen' });
    const ways = [`/#/session/${sessionId}`, `/#/session/${sessionId}/compare`];
    const addresses = new Set<string>();
    for (const way of ways) {
      await page.goto(`${program.origin}${way}`);
      const start = page.getByRole('button', { name: 'Debrief with a group…' });
      await tabTo(page, start);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'Gather the reviewers' })).toBeVisible();
      addresses.add(page.url());
    }
    expect(addresses.size).toBe(1);
    await page.goto(`${program.origin}/#/session/${sessionId}`);
    await expect(page.getByRole('list', { name: 'Debriefs' }).getByRole('listitem')).toHaveCount(2);

    // What everyone submitted is what it was
    const reviews = await call(program, 'reviews', 'listForSession', { sessionId });
    expect(reviews.filter(({ status }) => status === 'submitted').map(({ seal }) => seal)).toEqual(
      Array.from({ length: 5 }, () => 'signed'),
    );
    const { entries } = await call(program, 'sessions', 'audit', { sessionId });
    expect(entries.map(({ event }) => event.type)).toEqual(
      expect.arrayContaining(['others-revealed', 'debrief-begun', 'minutes-saved']),
    );
  } finally {
    await program.close();
  }
});

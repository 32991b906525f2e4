import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { v7 as newId } from 'uuid';
import { momentSchema } from '#shared/model/moment';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { SessionPage } from './page-models/session-page';
import { call } from './program-api';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const QUOTE = 'I am tired of pretending';

function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

test.describe('the client’s consent', () => {
  let program: BuiltProgram;
  let sessionId: string;
  let reviewId: string;

  test.beforeEach(async ({ page }) => {
    program = await startBuiltProgram();
    await call(program, 'profile.save', { person: { name: 'Robin', role: 'trainee', credential: '' } });
    ({ sessionId } = await call<{ sessionId: string }>(program, 'sessions.openSample'));
    ({ reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', {
      sessionId,
      framework: FRAMEWORK,
    }));
    const id = newId();
    const at = new Date().toISOString();
    const after = momentSchema.parse({
      id,
      kind: 'partnering',
      polarity: 'shown',
      startMs: 74_576,
      endMs: 81_195,
      quote: QUOTE,
      note: 'An open choice',
      createdAt: at,
    });
    const step = { id: newId(), label: 'mark', at, changes: [{ collection: 'moments', key: id, after }] };
    await call(program, 'reviews.append', { reviewId, entries: [{ type: 'edit', seq: 1, step }] });
    await page.goto(await program.newAddress());
  });
  test.afterEach(() => program?.close());

  async function setEnd(validUntil: string): Promise<void> {
    const consent = { status: 'given', how: 'written', uses: ['mentor'], validUntil, note: '' };
    await call(program, 'sessions.update', { sessionId, details: { consent } });
  }

  async function openSession(page: Page): Promise<SessionPage> {
    await page.evaluate((id) => {
      location.hash = `#/session/${id}`;
    }, sessionId);
    const session = new SessionPage(page);
    await session.consent.waitFor();
    return session;
  }

  test('withdrawn: says what goes and what stays, deletes, and every screen says so calmly', async ({
    page,
  }) => {
    const { consent } = await openSession(page);
    await consent.getByRole('button', { name: 'The client withdrew…' }).click();
    const dialog = page.getByRole('dialog', { name: 'The client withdrew consent' });
    await expect(dialog).toContainText(/The recording \(.*\) and the picture of its sound/);
    await expect(dialog).toContainText('One quote of what the client said, in one review');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Keep everything' }).click();
    await expect(consent.getByRole('radio', { name: 'Given' })).toBeChecked();

    await consent.getByRole('button', { name: 'The client withdrew…' }).click();
    await dialog.getByRole('button', { name: 'Record it and delete' }).click();
    await expect(dialog).toBeHidden();
    const record = /The recording and one quote were deleted on .*, since the client withdrew consent\./;
    await expect(consent).toContainText(record);
    await expect(consent).toContainText('Withdrawn');
    await expect(consent.getByRole('button', { name: 'The client withdrew…' })).toBeHidden();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'History' }).click();
    const history = page.getByRole('region', { name: 'History' });
    await expect(history.getByRole('listitem')).toContainText([
      /Deleted the recording \(.*\) and 1 quote, since the client withdrew · Robin/,
      'Recorded that the client withdrew consent · Robin',
      'Started a review under Agreements and partnering, edition 1 · Robin',
      'Added the recording to the library · Robin',
    ]);
    await expectAccessible(page);

    await page.evaluate(
      ([session, review]) => {
        location.hash = `#/session/${session}/review/${review}`;
      },
      [sessionId, reviewId],
    );
    await expect(page.getByText(record)).toBeVisible();
    await page.getByText('An open choice').click();
    await expect(page.getByRole('textbox', { name: 'Quote' })).toHaveValue('');
    await expect(page.getByRole('textbox', { name: 'Quote' })).not.toBeEditable();
    await expect(page.getByText(QUOTE)).toBeHidden();
    await expectAccessible(page);
  });

  test('that has ended: is noticed in the library, and the recording is offered for deletion', async ({
    page,
  }) => {
    await setEnd(daysFromNow(-2));
    await page.reload();
    const notice = page.getByRole('region', { name: 'Consent that ends' });
    await expect(notice).toContainText(
      'has ended, and the recording is still here: One breath before the yes.',
    );
    await expect(page.getByRole('row').filter({ hasText: 'One breath' })).toContainText('Expired');
    await expectAccessible(page);
    await notice.getByRole('link', { name: 'One breath before the yes' }).click();
    const { consent } = new SessionPage(page);
    await expectAccessible(page);
    await consent.getByRole('button', { name: 'Delete the recording…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
    await expect(consent).toContainText('since the client’s consent had ended');
  });

  test('that ends soon: is said ahead, and the notice can be put away', async ({ page }) => {
    await setEnd(daysFromNow(12));
    await page.reload();
    const notice = page.getByRole('region', { name: 'Consent that ends' });
    await expect(notice).toContainText('ends within 30 days: One breath before the yes.');
    await expect(page.getByRole('row').filter({ hasText: 'One breath' })).toContainText('Ends soon');
    await notice.getByRole('button', { name: 'Put this notice away' }).click();
    await expect(notice).toBeHidden();
    const { consent } = await openSession(page);
    await expect(consent).toContainText(/It ends on .*\. Ask the client whether it may go on/);
  });

  test('in the history: saved as CSV and as text', async ({ page }) => {
    await openSession(page);
    await page.getByRole('button', { name: 'History' }).click();
    for (const [button, start] of [
      ['Save as CSV', '"at","by","event","description"\r\n'],
      ['Save as text', 'History of “One breath before the yes”\n'],
    ] as const) {
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: button }).click();
      const saved = await readFile(await (await downloading).path(), 'utf8');
      expect(saved.startsWith(start)).toBe(true);
      expect(saved).toContain('Robin');
    }
  });
});

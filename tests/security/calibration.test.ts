import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { marking } from '../contract/review-entries';
import { type OpenTransport, transports } from '../contract/transports';
import { projectFolder } from '../helpers/ensure-built';
import { call, fetchExport, type PageFetch, takeIn, upload } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';

// A school's reference review stays closed to whoever is to be calibrated, whatever she asks for, until hers is in.

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const TODAY = '2026-11-22';
/** Words of the reference that stand nowhere else. */
const CANARY = 'canary-in-the-reference';
const UNPROTECTED = { replaceNames: false, protection: { type: 'none' } } as const;
const TEMPLATE = { id: 'session-observation', edition: '1' };

const direct = transports.find(({ name }) => name === 'direct');
if (!direct) throw new Error('There is a direct transport');

describe('the reference of a calibration', () => {
  let trainer: OpenTransport;
  let coach: OpenTransport;
  let sessionId: string;
  let referenceId: string;

  beforeAll(async () => {
    [trainer, coach] = await Promise.all([direct.start(), direct.start()]);
    await call(trainer, 'profile', 'save', { person: { name: 'Mina', role: 'mentor', credential: 'MCC' } });
    await call(coach, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
    const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media/speech.opus')));
    const job = await upload(trainer, bytes, 'Gold.opus');
    if (job.phase !== 'done') throw new Error(`The recording was not added: ${JSON.stringify(job)}`);
    sessionId = job.sessionId;
    const consent = { status: 'given' as const, uses: ['group' as const], note: '' };
    await call(trainer, 'sessions', 'update', { sessionId, details: { consent } });
    referenceId = await review(trainer, CANARY);
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(async () => {
    await trainer?.close();
    await coach?.close();
  });

  async function review(by: PageFetch, note: string): Promise<string> {
    const { reviewId } = await call(by, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    await call(by, 'reviews', 'append', { reviewId, entries: [marking(1, { note })] });
    return (await call(by, 'reviews', 'submit', { reviewId })).id;
  }

  function share(asReference: boolean, reviewId?: string) {
    return call(trainer, 'packages', 'share', {
      sessionId,
      purpose: 'group',
      framework: FRAMEWORK,
      recording: { include: 'whole' },
      message: '',
      today: TODAY,
      asReference,
      ...(reviewId !== undefined && { reviewId }),
      ...UNPROTECTED,
    });
  }

  /** All that the page can ask for about the review, as it is answered. */
  async function everyAnswer(): Promise<string> {
    const { competencyReviewId } = await call(coach, 'competencyReviews', 'start', {
      of: await trainerId(),
      framework: FRAMEWORK,
    });
    const { content } = await call(coach, 'competencyReviews', 'get', { competencyReviewId });
    const sessions = [{ reviewId: referenceId, setting: 'one-to-one' as const }];
    await call(coach, 'competencyReviews', 'save', { competencyReviewId, content: { ...content, sessions } });
    const form = {
      reviewId: referenceId,
      template: TEMPLATE,
      setting: 'one-to-one' as const,
      replaceNames: false,
    };
    const over = {
      competencyReviewId,
      template: { id: 'competency-review', edition: '1' },
      replaceNames: false,
    };
    const asked: Promise<unknown>[] = [
      call(coach, 'reviews', 'open', { reviewId: referenceId }),
      call(coach, 'reviews', 'compare', { sessionId, framework: FRAMEWORK }),
      call(coach, 'reviews', 'listForSession', { sessionId }),
      call(coach, 'reviews', 'revise', { reviewId: referenceId }),
      call(coach, 'reviews', 'planMove', {
        reviewId: referenceId,
        framework: { id: 'core-competencies', edition: '2025' },
      }),
      call(coach, 'reports', 'observationForm', form),
      call(coach, 'reports', 'saveObservationForm', form),
      call(coach, 'reports', 'competencyReview', over),
      call(coach, 'reports', 'saveCompetencyReview', over),
      call(coach, 'packages', 'sendBack', { reviewId: referenceId, message: '', ...UNPROTECTED }),
      call(coach, 'packages', 'countNames', { sessionId, reviewId: referenceId }),
      call(coach, 'calibration', 'sessions'),
      call(coach, 'progress', 'sessions', FRAMEWORK),
      call(coach, 'phrases', 'list', { kind: 'partnering' }),
      call(coach, 'sessions', 'list'),
      call(coach, 'sessions', 'get', { sessionId }),
      call(coach, 'sessions', 'audit', { sessionId }),
      call(coach, 'sessions', 'planDeletion', { sessionId }),
    ];
    const answers = await Promise.allSettled(asked);
    return JSON.stringify(
      answers.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason))),
    );
  }

  async function trainerId(): Promise<string> {
    const [first] = await call(coach, 'sessions', 'list');
    if (first?.origin.type !== 'received') throw new Error('The session was received');
    return first.origin.from.profileId;
  }

  it('is a submitted review of the sender’s own, and nothing else', async () => {
    await expect(share(true)).rejects.toThrow('A reference is a submitted review');
  });

  it('is marked in the package, and says what it is before it is taken in', async () => {
    const { exportId } = await share(true, referenceId);
    const bytes = await fetchExport(trainer, exportId);
    const job = await upload(coach, bytes, 'gold.concordance');
    if (job.phase !== 'package') throw new Error(`The package was not offered: ${JSON.stringify(job)}`);
    expect(job.inspection.manifest.referenceReviewId).toBe(referenceId);
    expect(JSON.stringify(job)).not.toContain(CANARY);
    await call(coach, 'imports', 'dismiss', { importId: job.id });
    expect(await takeIn(coach, bytes)).toBe(sessionId);
    const [listed] = await call(coach, 'reviews', 'listForSession', { sessionId });
    expect(listed).toMatchObject({ id: referenceId, isReference: true });
  });

  it('is in no answer before one’s own review is submitted, even where others’ reviews were revealed', async () => {
    expect(await everyAnswer()).not.toContain(CANARY);
    const { reviewId } = await call(coach, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    expect(await everyAnswer()).not.toContain(CANARY);
    expect(await call(coach, 'calibration', 'sessions')).toMatchObject([
      { result: { state: 'closed', hasDraft: true } },
    ]);
    await call(coach, 'reviews', 'revealOthers', { sessionId });
    expect(await everyAnswer()).not.toContain(CANARY);
    await expect(call(coach, 'reviews', 'open', { reviewId: referenceId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await call(coach, 'reviews', 'discard', { reviewId });
  });

  it('does not open by a review under another framework', async () => {
    const other = { id: 'role-shifts', edition: '1' };
    const { reviewId } = await call(coach, 'reviews', 'start', { sessionId, framework: other });
    await call(coach, 'reviews', 'submit', { reviewId });
    expect(await everyAnswer()).not.toContain(CANARY);
  });

  it('opens when one’s own review is in, and is compared with that as it was first submitted', async () => {
    const ownId = await review(coach, 'hers');
    expect(await everyAnswer()).toContain(CANARY);
    const [done] = await call(coach, 'calibration', 'sessions');
    expect(done).toMatchObject({
      referenceBy: { name: 'Mina' },
      result: { state: 'open', referenceId, reviewId: ownId, independent: false },
    });
    const correctionId = await call(coach, 'reviews', 'revise', { reviewId: ownId });
    await call(coach, 'reviews', 'submit', correctionId);
    const [after] = await call(coach, 'calibration', 'sessions');
    expect(after?.result).toMatchObject({ reviewId: ownId });
  });
});

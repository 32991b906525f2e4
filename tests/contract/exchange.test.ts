import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmittedReview } from '#shared/model/review';
import { projectFolder } from '../helpers/ensure-built';
import { call, fetchExport, finishExport, type PageFetch, takeIn, upload } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { buildZip } from '../unit/backend/exchange/raw-zip';
import { idOf, marking } from './review-entries';
import { type OpenTransport, transports } from './transports';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const TODAY = '2026-11-22';
const UNPROTECTED = { replaceNames: false, protection: { type: 'none' } } as const;

/** One exchange, told step by step: each test goes on where the one before ended. */
describe.each(transports)('from trainee to mentor and back over the $name transport', ({ start }) => {
  let trainee: OpenTransport;
  let mentor: OpenTransport;
  let sessionId: string;
  let traineesReview: SubmittedReview;
  let mentorsReviewId: string;
  let toMentor: Uint8Array<ArrayBuffer>;
  let withReview: Uint8Array<ArrayBuffer>;
  let back: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    [trainee, mentor] = await Promise.all([start(), start()]);
    await call(trainee, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
    await call(mentor, 'profile', 'save', { person: { name: 'Mina', role: 'mentor', credential: 'PCC' } });
    const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media/speech.opus')));
    const job = await upload(trainee, bytes, 'Ana 3.opus');
    if (job.phase !== 'done') throw new Error(`The recording was not added: ${JSON.stringify(job)}`);
    sessionId = job.sessionId;
    traineesReview = await review(trainee, 'hers');
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(async () => {
    await trainee?.close();
    await mentor?.close();
  });

  /** Writes and submits a review with one moment. */
  async function review(by: PageFetch, note: string): Promise<SubmittedReview> {
    const { reviewId } = await call(by, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    await call(by, 'reviews', 'append', { reviewId, entries: [marking(1, { note })] });
    return call(by, 'reviews', 'submit', { reviewId });
  }

  function share(choices: { reviewId?: string } = {}) {
    return call(trainee, 'packages', 'share', {
      sessionId,
      purpose: 'mentor',
      framework: FRAMEWORK,
      recording: { include: 'whole' },
      message: 'Please look at the agreement.',
      today: TODAY,
      ...UNPROTECTED,
      ...choices,
    });
  }

  async function statesOf(who: PageFetch): Promise<unknown> {
    const reviews = await call(who, 'reviews', 'listForSession', { sessionId });
    return reviews.map(({ reviewer, status }) => `${reviewer.name}: ${status}`).sort();
  }

  it('sharing is refused without the client’s consent, with the reason', async () => {
    await expect(share()).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('No consent of the client is recorded for this session.'),
    });
    const consents = [
      [{ status: 'given', uses: ['self-review'] }, 'does not cover this use: mentor coach'],
      [{ status: 'given', uses: ['mentor'], validUntil: '2026-11-21' }, 'ended on 2026-11-21'],
      [{ status: 'withdrawn', uses: ['mentor'] }, 'has withdrawn consent'],
    ] as const;
    for (const [{ uses, ...consent }, words] of consents) {
      const details = { consent: { ...consent, uses: [...uses], note: '' } };
      await call(trainee, 'sessions', 'update', { sessionId, details });
      await expect(share()).rejects.toThrow(words);
    }
    expect(await readdir(join(trainee.libraryFolder, 'outgoing'))).toEqual([]);
  });

  it('with consent the trainee shares, and holds her review back', async () => {
    const consent = {
      status: 'given' as const,
      uses: ['self-review' as const, 'mentor' as const],
      validUntil: TODAY,
      note: '',
    };
    const details = { consent, privateNotes: 'for me alone' };
    await call(trainee, 'sessions', 'update', { sessionId, details });
    const { exportId } = await share();
    const { fileName, sizeBytes } = await finishExport(trainee, exportId);
    toMentor = await fetchExport(trainee, exportId);
    expect([fileName, toMentor.byteLength]).toEqual(['Ana 3.concordance', sizeBytes]);
    withReview = await fetchExport(trainee, (await share({ reviewId: traineesReview.id })).exportId);
  });

  it('an export that was saved can be put away, and one that was cancelled leaves nothing', async () => {
    for (const { id } of await call(trainee, 'exports', 'list')) {
      await call(trainee, 'exports', 'dismiss', { exportId: id });
    }
    const { exportId } = await share();
    await call(trainee, 'exports', 'cancel', { exportId });
    // A small package may be written before it can be stopped; then it is there until it is put away.
    const [job] = await call(trainee, 'exports', 'list');
    expect(['cancelled', 'done']).toContain(job?.phase);
    await call(trainee, 'exports', 'dismiss', { exportId });
    expect(await call(trainee, 'exports', 'list')).toEqual([]);
    expect(await readdir(join(trainee.libraryFolder, 'outgoing'))).toEqual([]);
    await expect(call(trainee, 'exports', 'dismiss', { exportId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('the mentor sees what it is and from whom before anything is stored', async () => {
    const job = await upload(mentor, toMentor, 'Ana 3.concordance');
    expect(job).toMatchObject({
      phase: 'package',
      inspection: {
        manifest: {
          sender: { name: 'Tara' },
          reviewWithheld: true,
          message: 'Please look at the agreement.',
        },
        effect: { session: 'new', newReviews: 0, bringsRecording: true, newFramework: false },
      },
    });
    expect(await call(mentor, 'sessions', 'list')).toEqual([]);
    await call(mentor, 'imports', 'dismiss', { importId: job.id });
    expect(await readdir(join(mentor.libraryFolder, 'incoming'))).toEqual([]);
  });

  it('the mentor takes it in, with its recording and without what is the trainee’s alone', async () => {
    expect(await takeIn(mentor, toMentor)).toBe(sessionId);
    const session = await call(mentor, 'sessions', 'get', { sessionId });
    expect(session).toMatchObject({ privateNotes: '', origin: { type: 'received', from: { name: 'Tara' } } });
    const [sent, received] = await Promise.all(
      [trainee, mentor].map(
        async (who) => new Uint8Array(await (await who.fetch(`/media/${sessionId}`)).arrayBuffer()),
      ),
    );
    expect(received).toEqual(sent);
    expect(await statesOf(mentor)).toEqual([]);
  });

  it('the same package twice changes nothing', async () => {
    const before = [
      await call(mentor, 'sessions', 'list'),
      await call(mentor, 'sessions', 'get', { sessionId }),
    ];
    expect(await takeIn(mentor, toMentor)).toBe(sessionId);
    expect([
      await call(mentor, 'sessions', 'list'),
      await call(mentor, 'sessions', 'get', { sessionId }),
    ]).toEqual(before);
  });

  it('the trainee’s review stays closed to the mentor until hers is submitted', async () => {
    const started = await call(mentor, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    mentorsReviewId = started.reviewId;
    await takeIn(mentor, withReview);
    expect(await statesOf(mentor)).toEqual(['Mina: draft', 'Tara: submitted']);
    const closed = {
      code: 'FORBIDDEN',
      message:
        'The review of Tara opens when yours is submitted, so that both views are formed independently.',
    };
    await expect(call(mentor, 'reviews', 'open', { reviewId: traineesReview.id })).rejects.toMatchObject(
      closed,
    );
    await expect(
      call(mentor, 'reviews', 'compare', { sessionId, framework: FRAMEWORK }),
    ).rejects.toMatchObject(closed);
    await expect(
      call(mentor, 'reviews', 'append', { reviewId: traineesReview.id, entries: [marking(2)] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      call(mentor, 'packages', 'sendBack', { reviewId: mentorsReviewId, message: '', ...UNPROTECTED }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });

    await call(mentor, 'reviews', 'append', {
      reviewId: mentorsReviewId,
      entries: [marking(1, { note: 'the mentor’s' })],
    });
    await call(mentor, 'reviews', 'submit', { reviewId: mentorsReviewId });
    const { review: opened } = await call(mentor, 'reviews', 'open', { reviewId: traineesReview.id });
    expect(opened).toEqual(traineesReview);
  });

  it('the mentor sends back her review alone', async () => {
    const sent = await call(mentor, 'packages', 'sendBack', {
      reviewId: mentorsReviewId,
      message: 'Well done.',
      ...UNPROTECTED,
    });
    back = await fetchExport(mentor, sent.exportId);
    expect(back.byteLength).toBeLessThan(toMentor.byteLength);
    const job = await upload(trainee, back, 'back.concordance');
    expect(job).toMatchObject({
      inspection: {
        manifest: { sender: { name: 'Mina' }, purpose: 'return', recording: 'none' },
        effect: { session: 'joins-existing', newReviews: 1, knownReviews: 0, bringsRecording: false },
      },
    });
  });

  it('the trainee sees both side by side, and the same once more changes nothing', async () => {
    for (let time = 0; time < 2; time += 1) {
      expect(await takeIn(trainee, back)).toBe(sessionId);
      const { reviews } = await call(trainee, 'reviews', 'compare', { sessionId, framework: FRAMEWORK });
      const notes = reviews.map(({ reviewer, content }) => [reviewer.name, content.moments[idOf(1)]?.note]);
      expect(notes.sort()).toEqual([
        ['Mina', 'the mentor’s'],
        ['Tara', 'hers'],
      ]);
      expect(reviews.map(({ independence }) => independence.independent)).toEqual([true, true]);
    }
    expect(await call(trainee, 'sessions', 'get', { sessionId })).toMatchObject({
      privateNotes: 'for me alone',
      origin: { type: 'own' },
    });
  });

  it('a package of a newer format is refused in words, and one cut short as well', async () => {
    const manifest = { format: 'concordance', formatVersion: 3, whatever: true };
    const newer = new Uint8Array(
      buildZip([{ name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) }]),
    );
    const before = await call(trainee, 'sessions', 'list');
    expect(await upload(trainee, newer, 'newer.concordance')).toMatchObject({
      phase: 'failed',
      message: expect.stringMatching(
        /^“newer\.concordance” was made by a newer version.*Nothing was stored\.$/,
      ),
    });
    expect(await upload(trainee, back.slice(0, -90), 'torn.concordance')).toMatchObject({
      phase: 'failed',
      message: expect.stringContaining('“torn.concordance”'),
    });
    expect(await call(trainee, 'sessions', 'list')).toEqual(before);
  });

  it('who looks at others’ reviews first is marked as not independent, for good', async () => {
    await call(mentor, 'sessions', 'moveToTrash', { sessionId });
    await call(mentor, 'sessions', 'emptyTrash');
    await takeIn(mentor, withReview);
    const { reviewId } = await call(mentor, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    await expect(call(mentor, 'reviews', 'open', { reviewId: traineesReview.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await call(mentor, 'reviews', 'revealOthers', { sessionId });
    expect((await call(mentor, 'reviews', 'open', { reviewId: traineesReview.id })).review).toEqual(
      traineesReview,
    );
    const sealed = await call(mentor, 'reviews', 'submit', { reviewId });
    expect(sealed.independence).toEqual({ independent: false, since: expect.any(String) });
    const revision = await call(mentor, 'reviews', 'revise', { reviewId });
    const { review: revised } = await call(mentor, 'reviews', 'open', { reviewId: revision.reviewId });
    expect(revised.independence).toEqual(sealed.independence);
  });
});

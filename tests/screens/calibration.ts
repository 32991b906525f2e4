import { call } from '../e2e/program-api';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { AGREEMENTS, addedQuietSession, openSample, UNPROTECTED } from './libraries';
import { acceptPackage, introduce, pack, submit, writeReview } from './program-api';
import { MINAS_REVIEW, ROBINS_REVIEW, SHORT_REVIEW } from './reviews';

const PRACTISED = [
  { title: 'Calibration 1: a topic that moves', date: '2026-09-15', clientAlias: 'Rowan', minutes: 20 },
  { title: 'Calibration 2: the quiet client', date: '2026-10-15', clientAlias: 'Hazel', minutes: 22 },
] as const;

/** A trainee to whom a school sent three sessions with a reference: two are done, the sample's is still closed. */
export async function openCalibratedLibrary(): Promise<{ robin: BuiltProgram; closedId: string }> {
  const robin = await startBuiltProgram();
  await introduce(robin, 'Robin Hale', 'trainee');
  const school = await startBuiltProgram();
  let closedId: string;
  try {
    await introduce(school, 'Mina Okafor', 'mentor', 'MCC');
    for (const [at, session] of PRACTISED.entries()) {
      const sessionId = await addedQuietSession(school, session);
      await sendReference(school, robin, sessionId, { ...SHORT_REVIEW, ratings: MINAS_REVIEW.ratings });
      const own = at === 0 ? ROBINS_REVIEW.ratings : { ...MINAS_REVIEW.ratings, SA: SHORT_REVIEW.ratings.SA };
      const ratings = Object.fromEntries(
        Object.entries(own).filter(([, rating]) => rating),
      ) as typeof ROBINS_REVIEW.ratings;
      await submit(robin, await writeReview(robin, sessionId, AGREEMENTS, { ...SHORT_REVIEW, ratings }));
    }
    closedId = await openSample(school);
    await call(school, 'sessions.update', {
      sessionId: closedId,
      details: { consent: { status: 'given', uses: ['group'], note: '' } },
    });
    await sendReference(school, robin, closedId, MINAS_REVIEW);
  } finally {
    await school.close();
  }
  return { robin, closedId };
}

async function sendReference(
  school: BuiltProgram,
  robin: BuiltProgram,
  sessionId: string,
  said: Parameters<typeof writeReview>[3],
): Promise<void> {
  const reviewId = await writeReview(school, sessionId, AGREEMENTS, said);
  await submit(school, reviewId);
  const shared = await pack(school, 'packages.share', {
    sessionId,
    purpose: 'group',
    framework: AGREEMENTS,
    recording: { include: 'whole' },
    ...UNPROTECTED,
    reviewId,
    asReference: true,
    message: '',
    today: new Date().toISOString().slice(0, 10),
  });
  await acceptPackage(robin, shared);
}

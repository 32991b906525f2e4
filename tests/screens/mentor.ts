import { call } from '../e2e/program-api';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { AGREEMENTS, addedQuietSession, openSample, UNPROTECTED } from './libraries';
import { acceptPackage, introduce, pack, submit, writeReview } from './program-api';
import { MINAS_REVIEW, ROBINS_REVIEW, SHORT_REVIEW } from './reviews';

const EARLIER = [
  { title: 'What a good handover feels like', date: '2026-10-05', clientAlias: 'Ash', minutes: 31 },
  { title: 'Practice triad, group B', date: '2026-10-21', clientAlias: 'Linden', minutes: 24 },
] as const;

/** A mentor to whom one trainee sent three sessions, all of them reviewed, and who has begun to look back on them. */
export async function openMentorsLibrary(): Promise<{
  mina: BuiltProgram;
  robinId: string;
  competencyReviewId: string;
}> {
  const mina = await startBuiltProgram();
  await introduce(mina, 'Mina Okafor', 'mentor', 'PCC');
  const robin = await startBuiltProgram();
  try {
    await introduce(robin, 'Robin Hale', 'trainee');
    for (const session of EARLIER) {
      await sendAndReview(robin, mina, await addedQuietSession(robin, session), SHORT_REVIEW);
    }
    const sampleId = await openSample(robin);
    await submit(robin, await writeReview(robin, sampleId, AGREEMENTS, ROBINS_REVIEW));
    await sendAndReview(robin, mina, sampleId, MINAS_REVIEW);
  } finally {
    await robin.close();
  }
  const answer = await mina.fetch('/api/sessions.list');
  const [session] = (await answer.json()).result.data;
  const robinId: string = session.origin.from.profileId;
  const { competencyReviewId } = await call<{ competencyReviewId: string }>(mina, 'competencyReviews.start', {
    of: robinId,
    framework: AGREEMENTS,
  });
  const input = encodeURIComponent(JSON.stringify({ competencyReviewId }));
  const { content } = (await (await mina.fetch(`/api/competencyReviews.get?input=${input}`)).json()).result
    .data;
  await call(mina, 'competencyReviews.save', {
    competencyReviewId,
    content: {
      ...content,
      judgements: {
        SA: { proficiency: 'shown', feedback: 'You ask what would be enough, and wait for the answer.' },
        RC: { proficiency: 'not-yet', feedback: 'The new topic is followed before it is named.' },
      },
      summary: 'From the first to the third session you leave more of the choice to your client.',
    },
  });
  return { mina, robinId, competencyReviewId };
}

async function sendAndReview(
  robin: BuiltProgram,
  mina: BuiltProgram,
  sessionId: string,
  said: Parameters<typeof writeReview>[3],
): Promise<void> {
  const shared = await pack(robin, 'packages.share', {
    sessionId,
    purpose: 'mentor',
    framework: AGREEMENTS,
    recording: { include: 'whole' },
    ...UNPROTECTED,
    message: '',
    today: new Date().toISOString().slice(0, 10),
  });
  await acceptPackage(mina, shared);
  await submit(mina, await writeReview(mina, sessionId, AGREEMENTS, said));
}

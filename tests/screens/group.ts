import type { FrameworkReference } from '#shared/model/framework';
import type { SessionDocument } from '#shared/model/session';
import { call } from '../e2e/program-api';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { packReview, someone } from '../helpers/group-of-reviewers';
import { acceptPackage, introduce, type Said, submit, writeReview } from './program-api';
import { MINAS_REVIEW, ROBINS_REVIEW } from './reviews';

const AGREEMENTS: FrameworkReference = { id: 'agreements-and-partnering', edition: '1' };

const JUNO: Said = {
  ...MINAS_REVIEW,
  moments: MINAS_REVIEW.moments
    .filter(({ kind }) => kind !== 'mini-contract')
    .map((moment) =>
      moment.startMs === 205_000
        ? { ...moment, polarity: 'shown', quote: '', note: 'She hears it, and lets it be.' }
        : moment,
    ),
  ratings: {
    ...MINAS_REVIEW.ratings,
    SA: ['fluent', 'Hers from the first word.'],
    DT: ['solid'],
    CL: ['emerging'],
  },
};

const KAI: Said = {
  ...MINAS_REVIEW,
  moments: [
    ...MINAS_REVIEW.moments.filter(({ polarity }) => polarity !== 'missed'),
    {
      kind: 'role-shift',
      startMs: 236_000,
      endMs: 244_000,
      quote: '',
      note: 'A tip, without asking for the floor.',
    },
  ],
  ratings: {
    ...MINAS_REVIEW.ratings,
    DT: ['fluent', 'The silence before it is long enough for me.'],
    PT: ['solid'],
    BS: ['no-opportunity'],
  },
};

const NOOR: Said = {
  ...ROBINS_REVIEW,
  ratings: {
    ...ROBINS_REVIEW.ratings,
    DT: ['not-yet', 'It was named and then passed by.'],
    RC: ['emerging'],
  },
};

export type GatheredGroup = { mina: BuiltProgram; sessionId: string; debriefId: string };

/** A mentor who leads a group of five, herself one of them; one of the others had seen a review before. */
export async function gatherGroup(): Promise<GatheredGroup> {
  const mina = await startBuiltProgram();
  await introduce(mina, 'Mina Okafor', 'mentor', 'PCC');
  const { sessionId } = await call<{ sessionId: string }>(mina, 'sessions.openSample');
  await call(mina, 'sessions.update', { sessionId, details: { coach: 'Robin Hale', date: '2026-11-19' } });
  const session = (
    await (
      await mina.fetch(`/api/sessions.get?input=${encodeURIComponent(JSON.stringify({ sessionId }))}`)
    ).json()
  ).result.data as SessionDocument;
  await submit(mina, await writeReview(mina, sessionId, AGREEMENTS, MINAS_REVIEW));
  const others = [
    await someone('Robin Hale', '', ROBINS_REVIEW),
    await someone('Juno Reed', 'ACC', JUNO),
    await someone('Kai Brandt', '', KAI),
    { ...(await someone('Noor Aziz', '', NOOR)), independent: false },
  ];
  for (const [index, other] of others.entries()) {
    const at = `2026-11-2${index}T18:30:00.000Z`;
    await acceptPackage(mina, new Uint8Array(packReview(other, session, AGREEMENTS, at)));
  }
  const { debriefId } = await call<{ debriefId: string }>(mina, 'debriefs.start', {
    sessionId,
    framework: AGREEMENTS,
  });
  await call(mina, 'debriefs.gather', { sessionId, debriefId });
  return { mina, sessionId, debriefId };
}

import { describe, expect, it } from 'vitest';
import { type MentoringEntry, mentoringEntrySchema } from '#shared/mentoring/mentoring-log';
import { reviewsWithoutTalk, talkAbout } from '#shared/mentoring/talks-to-note';
import type { ReviewSummary, SessionSummary } from '#shared/model/session';
import { AT, idOf, MENTOR, SESSION_ID, sampleSession, TRAINEE } from '../backend/exchange/sample-contents';

function review(number: number, facts: Partial<ReviewSummary> = {}): ReviewSummary {
  return {
    id: idOf(number),
    sessionId: SESSION_ID,
    framework: { id: 'agreements-and-partnering', edition: '1' },
    reviewer: MENTOR,
    status: 'submitted',
    submittedAt: AT,
    independent: true,
    ...facts,
  };
}

function session(reviews: ReviewSummary[], facts: Partial<SessionSummary> = {}): SessionSummary {
  const { recording, ...about } = sampleSession();
  return {
    ...about,
    origin: { type: 'own' },
    durationMs: recording.durationMs,
    hasVideo: false,
    recordingStorage: 'copied',
    sha256: recording.sha256,
    readOnly: false,
    othersRevealed: false,
    reviews,
    ...facts,
  } as SessionSummary;
}

function talk(reviewId: string): MentoringEntry {
  return mentoringEntrySchema.parse({
    id: idOf(900),
    date: '2026-11-22',
    startsAt: '18:00',
    endsAt: '19:00',
    setting: 'one-to-one',
    groupSize: 1,
    mentor: 'Mina',
    mentorCredential: 'PCC',
    about: '',
    reviewId,
  });
}

const idsOf = (sessions: SessionSummary[], entries: MentoringEntry[] = []) =>
  reviewsWithoutTalk(sessions, { entries }, TRAINEE.profileId).map(({ review: { id } }) => id);

describe('the reviews that are to be talked about', () => {
  it('are the submitted ones of mentors about one’s own sessions, the newest first', () => {
    const own = session([
      review(1),
      review(2, { submittedAt: '2026-11-23T09:00:00.000Z' }),
      review(3, { status: 'draft' }),
      review(4, { reviewer: TRAINEE }),
      review(5, { reviewer: { ...MENTOR, profileId: idOf(12), role: 'peer' } }),
    ]);
    const received = session([review(6)], { origin: { type: 'received', from: TRAINEE, at: AT } });
    expect(idsOf([own, received])).toEqual([idOf(2), idOf(1)]);
  });

  it('are those without a talk; a talk about a review is one about its correction too', () => {
    const corrected = session([review(1), review(2, { revisionOf: idOf(1) })]);
    expect(idsOf([corrected])).toEqual([idOf(2)]);
    expect(idsOf([corrected], [talk(idOf(1))])).toEqual([]);
    expect(idsOf([corrected], [talk(idOf(2))])).toEqual([]);
    expect(idsOf([corrected], [talk(idOf(7))])).toEqual([idOf(2)]);
  });

  it('bring to the talk the mentor, what she held, the day and the session', () => {
    const about = talkAbout({ session: session([]), review: review(1) }, (timestamp) =>
      timestamp.slice(0, 10),
    );
    expect(about).toEqual({
      date: '2026-11-22',
      mentor: 'Mina',
      mentorCredential: 'PCC',
      about: 'The review of “Ana, third session”, 2026-11-20.',
      sessionId: SESSION_ID,
      reviewId: idOf(1),
    });
  });
});

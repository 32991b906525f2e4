import type { CalibrationSession } from '#shared/calibration/calibration-session';
import { isSameReference } from '#shared/model/framework';
import type { ReviewContent } from '#shared/model/review';
import { isReferenceIn, type ReviewSummary, type SessionSummary } from '#shared/model/session';
import type { Library } from './library';

/**
 * The sessions that came with a reference review, the newest first. Of one that is not open to the owner yet nothing
 * but its author is told.
 */
export async function readCalibrations(library: Library): Promise<CalibrationSession[]> {
  const sessions: CalibrationSession[] = [];
  for (const session of library.index.list()) {
    for (const reference of referencesOf(session)) {
      if (library.desk.isOwn(reference)) continue;
      sessions.push({
        sessionId: session.id,
        title: session.title,
        date: session.date,
        canPlay: session.recordingStorage !== 'absent' && session.recordingStorage !== 'deleted',
        framework: reference.framework,
        referenceBy: reference.reviewer,
        result: await readResult(library, session, reference),
      });
    }
  }
  return sessions.sort((a, b) => b.date.localeCompare(a.date) || a.sessionId.localeCompare(b.sessionId));
}

/** The references that stand: of a corrected one its correction. */
function referencesOf({ reviews }: SessionSummary): ReviewSummary[] {
  const submitted = reviews.filter(({ status }) => status === 'submitted');
  const corrected = new Set(submitted.map(({ revisionOf }) => revisionOf));
  return submitted.filter((review) => isReferenceIn(reviews, review) && !corrected.has(review.id));
}

async function readResult(
  library: Library,
  { reviews }: SessionSummary,
  reference: ReviewSummary,
): Promise<CalibrationSession['result']> {
  const own = reviews
    .filter((review) => library.desk.isOwn(review) && isSameReference(review.framework, reference.framework))
    .sort((a, b) => (a.submittedAt ?? '').localeCompare(b.submittedAt ?? ''));
  const first = own.find(({ status }) => status === 'submitted');
  if (first?.submittedAt === undefined || !library.desk.mayRead(reference)) {
    return { state: 'closed', hasDraft: own.some(({ status }) => status === 'draft') };
  }
  return {
    state: 'open',
    referenceId: reference.id,
    reference: withoutFeedback((await library.desk.read(reference.id)).review.content),
    reviewId: first.id,
    own: withoutFeedback((await library.desk.read(first.id)).review.content),
    submittedAt: first.submittedAt,
    independent: first.independent,
  };
}

function withoutFeedback({ moments, marks, ratings }: ReviewContent) {
  return { moments, marks, ratings };
}

import type { CompetencyReviewContent } from '#shared/model/competency-review';
import { type Framework, isSameReference } from '#shared/model/framework';
import type { SubmittedReview } from '#shared/model/review';
import type { SessionDocument } from '#shared/model/session';
import type { ReviewedSession } from '#shared/reports/competency-review';
import { moveContent } from '#shared/scoring/move-content';
import type { Library } from '../library/library';
import { UserError } from '../user-error';

export type GatheredReviews = {
  sessions: (ReviewedSession & { session: SessionDocument })[];
  /** Those that cannot be in it, and why. */
  left: { reviewId: string; reason: string }[];
};

/**
 * Reads the reviews that a competency review is made of, those under another edition along the crosswalk. What cannot
 * be read, or has no crosswalk, is left out by name: nothing is left out in silence.
 */
export async function gatherReviews(
  library: Library,
  content: CompetencyReviewContent,
): Promise<GatheredReviews> {
  const framework = library.frameworks.get(content.framework);
  const gathered: GatheredReviews = { sessions: [], left: [] };
  const seen = new Set<string>();
  for (const { reviewId, setting } of content.sessions) {
    try {
      const review = await readSubmitted(library, reviewId);
      const session = await library.sessions.get(review.sessionId);
      const who = `${session.id}/${review.reviewer.profileId}`;
      if (seen.has(who)) {
        throw new UserError(
          'conflict',
          `“${session.title}” as ${review.reviewer.name} reviewed it is in it already. Choose one of the two.`,
        );
      }
      gathered.sessions.push({ session, setting, ...inWordsOf(framework, review, session, library) });
      seen.add(who);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      gathered.left.push({ reviewId, reason: error.message });
    }
  }
  return gathered;
}

async function readSubmitted(library: Library, reviewId: string): Promise<SubmittedReview> {
  const { review } = await library.desk.read(reviewId);
  if (review.status !== 'submitted') {
    throw new UserError('conflict', 'This review is still a draft: only what is submitted stands.');
  }
  const { reviews } = library.sessionSummary(review.sessionId);
  if (reviews.some(({ revisionOf, status }) => revisionOf === reviewId && status === 'submitted')) {
    throw new UserError('conflict', 'This review was replaced by a correction. Choose that one.');
  }
  return review;
}

function inWordsOf(
  framework: Framework,
  review: SubmittedReview,
  session: SessionDocument,
  library: Library,
): Pick<ReviewedSession, 'review' | 'movedFrom'> {
  if (isSameReference(review.framework, framework)) return { review };
  const from = library.frameworks.get(review.framework);
  const moved = moveContent(review.content, from, framework);
  const named = `${from.title}, edition ${from.edition}`;
  if (!moved) {
    throw new UserError(
      'conflict',
      `“${session.title}” was reviewed under ${named}, and no crosswalk leads from there to ${framework.title}, edition ${framework.edition}. Leave it out, or review it under that framework too.`,
    );
  }
  return {
    review: { ...review, content: moved.content },
    movedFrom: { framework: named, report: moved.report },
  };
}

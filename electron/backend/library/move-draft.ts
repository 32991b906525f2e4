import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import type { MovePlan } from '#shared/model/move-report';
import type { Review } from '#shared/model/review';
import { type MovedContent, moveContent } from '#shared/scoring/move-content';
import { UserError } from '../user-error';
import type { Library } from './library';

/**
 * What of a review of one's own another framework has a place for.
 *
 * @throws UserError `bad-request` where no crosswalk joins the two, `not-found` where a framework or the review is not
 *   here, `forbidden` for another's review
 */
export async function planMove(
  library: Library,
  reviewId: string,
  reference: FrameworkReference,
): Promise<MovePlan> {
  const { content, report } = (await readMoved(library, reviewId, reference)).moved;
  return {
    carried: {
      moments: Object.keys(content.moments).length,
      marks: Object.keys(content.marks).length,
      ratings: Object.keys(content.ratings).length,
      feedback: Object.keys(content.feedback).length,
    },
    report,
  };
}

/**
 * Carries a draft over to another framework as a new draft. The draft stays as it is, with all that has no place there.
 *
 * @returns the id of the new draft
 * @throws UserError as {@link planMove}; `conflict` for a submitted review, and where there is one's own review under
 *   the other framework already
 */
export function moveDraft(
  library: Library,
  reviewId: string,
  reference: FrameworkReference,
): Promise<string> {
  return library.inTurn(async () => {
    const { review, moved } = await readMoved(library, reviewId, reference);
    const target = library.frameworks.get(reference);
    if (review.status === 'submitted') {
      throw new UserError(
        'conflict',
        'A submitted review keeps the framework that it was made with, for good. Nothing was changed.',
      );
    }
    const { reviews } = library.sessionSummary(review.sessionId);
    if (reviews.some((other) => library.desk.isOwn(other) && isSameReference(other.framework, reference))) {
      throw new UserError(
        'conflict',
        `You have a review of this session under “${target.title}” already. Discard it first if it is a draft; a submitted one is corrected instead.`,
      );
    }
    const session = await library.sessions.get(review.sessionId);
    const id = library.newId();
    await library.reviews.start({
      id,
      session,
      framework: target,
      reviewer: library.profile.person,
      moved: { from: review, content: moved.content },
    });
    await library.audit.record(session.id, {
      type: 'review-moved',
      reviewId: id,
      framework: reference,
      from: review.framework,
    });
    await library.sessionChanged(session.id);
    return id;
  });
}

async function readMoved(
  library: Library,
  reviewId: string,
  reference: FrameworkReference,
): Promise<{ review: Review; moved: MovedContent }> {
  const summary = library.desk.summary(reviewId);
  if (!library.desk.isOwn(summary)) {
    throw new UserError(
      'forbidden',
      `This review belongs to ${summary.reviewer.name}; only its author moves it.`,
    );
  }
  const from = library.frameworks.get(summary.framework);
  const to = library.frameworks.get(reference);
  const { review } = await library.reviews.read(summary);
  const moved = moveContent(review.content, from, to);
  if (!moved) {
    throw new UserError(
      'bad-request',
      `No crosswalk joins “${from.title}” and “${to.title}”, so nothing can be carried over between them.`,
    );
  }
  return { review, moved };
}

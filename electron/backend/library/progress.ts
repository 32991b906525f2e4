import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import type { SessionProgress } from '#shared/model/progress';
import type { Library } from './library';

/**
 * The owner's sessions as her own submitted reviews under one framework tell them, the earliest first. Of corrected
 * reviews the correction counts.
 */
export async function readProgress(
  library: Library,
  framework: FrameworkReference,
): Promise<SessionProgress[]> {
  const sessions: SessionProgress[] = [];
  for (const { id, title, date, durationMs, recordingStorage, reviews } of library.index.list()) {
    const own = reviews.filter(
      (review) =>
        review.status === 'submitted' &&
        library.desk.isOwn(review) &&
        isSameReference(review.framework, framework),
    );
    const corrected = new Set(own.map(({ revisionOf }) => revisionOf));
    for (const summary of own.filter((review) => !corrected.has(review.id))) {
      const { review } = await library.reviews.read(summary);
      const { moments, marks, ratings } = review.content;
      sessions.push({
        sessionId: id,
        reviewId: summary.id,
        title,
        date,
        durationMs,
        canPlay: recordingStorage !== 'absent' && recordingStorage !== 'deleted',
        content: { moments, marks, ratings },
      });
    }
  }
  return sessions.sort((a, b) => a.date.localeCompare(b.date) || a.reviewId.localeCompare(b.reviewId));
}

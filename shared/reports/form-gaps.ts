import { formatSpan } from '../formats/moment-words';
import { competenciesOf, type Framework } from '../model/framework';
import type { ReviewContent } from '../model/review';
import { evidenceFor } from '../scoring/evidence';
import { findGaps } from '../scoring/review-gaps';

/**
 * What a form of a review would lack, as sentences: what the review itself lacks, then evidence that says nothing to a
 * reader who does not hear the recording.
 *
 * @param durationMs - length of the recording
 */
export function findFormGaps(content: ReviewContent, framework: Framework, durationMs: number): string[] {
  return [
    ...findGaps(content, framework, durationMs).map(({ message }) => message),
    ...competenciesOf(framework).flatMap((competency) =>
      evidenceFor(content, competency)
        .filter(({ quote, note }) => quote.trim() === '' && note.trim() === '')
        .map(
          (moment) =>
            `The evidence at ${formatSpan(moment)} for ${competency.title} has neither a quote nor a note.`,
        ),
    ),
  ];
}

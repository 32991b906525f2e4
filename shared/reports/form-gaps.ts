import { formatSpan } from '../formats/moment-words';
import type { MentoringSetting } from '../model/competency-review';
import { competenciesOf, type Framework } from '../model/framework';
import type { ReviewContent } from '../model/review';
import { evidenceFor } from '../scoring/evidence';
import { findGaps } from '../scoring/review-gaps';

/**
 * What a form of a review would lack, as sentences: what the review itself lacks, then evidence that says little or
 * nothing to a reader who does not hear the recording, then what group mentoring makes of it.
 *
 * @param durationMs - length of the recording
 */
export function findFormGaps(
  content: ReviewContent,
  framework: Framework,
  durationMs: number,
  setting: MentoringSetting,
): string[] {
  const evidence = competenciesOf(framework).flatMap((competency) =>
    evidenceFor(content, competency).map((moment) => ({ competency, moment })),
  );
  const unquoted = new Map(
    evidence
      .filter(({ moment: { quote, note } }) => quote.trim() === '' && note.trim() !== '')
      .map(({ moment }) => [moment.id, moment]),
  );
  return [
    ...findGaps(content, framework, durationMs).map(({ message }) => message),
    ...evidence
      .filter(({ moment: { quote, note } }) => quote.trim() === '' && note.trim() === '')
      .map(
        ({ moment, competency }) =>
          `The evidence at ${formatSpan(moment)} for ${competency.title} has neither a quote nor a note.`,
      ),
    ...(unquoted.size > 0
      ? [`Evidence with a note and no quote: ${[...unquoted.values()].map(formatSpan).join(', ')}.`]
      : []),
    ...(setting === 'group'
      ? ['From mentoring in a group: it counts only as formative, not as evidence in a one-to-one form.']
      : []),
  ];
}

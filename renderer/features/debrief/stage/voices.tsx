import type { DebriefMoment, DebriefStep, RatingStep } from '#shared/debrief/debrief-steps';
import { aboutOf, labelOfValue } from '#shared/debrief/step-words';
import { formatSpan, POLARITY_WORDS } from '#shared/formats/moment-words';
import { ReviewerMark } from '../reviewer-mark';
import type { Reviewer } from './name-reviewers';
import { useStage } from './stage-context';
import classes from './voices.module.css';

/** More than these nobody reads aloud; the comparison has them all. */
const MOST_VOICES = 40;

type Voice = {
  key: string;
  reviewer: Reviewer;
  isBeside: boolean;
  facts: string;
  quote: string;
  words: string;
};

/** What everyone wrote alone about a step, once it is shown. */
export function Voices({ step }: { step: DebriefStep }) {
  const { framework, reviewers } = useStage();
  const labelOf = (value: string) => labelOfValue(framework, aboutOf(step), value);
  const voices = listVoices(step, reviewers, labelOf);
  if (voices.length === 0) return null;
  return (
    <section aria-label="What was written alone">
      <ul className={classes.voices}>
        {voices.slice(0, MOST_VOICES).map(({ key, reviewer, isBeside, facts, quote, words }) => (
          <li key={key} className={classes.voice}>
            <ReviewerMark reviewer={reviewer} isBeside={isBeside} />
            <div>
              <span className={classes.facts}>
                {reviewer.name} · {facts}
                {isBeside && ' · not independent, left out of the figures'}
              </span>
              {quote !== '' && <p className={classes.quote}>“{quote}”</p>}
              {words !== '' && <p className={classes.words}>{words}</p>}
            </div>
          </li>
        ))}
      </ul>
      {voices.length > MOST_VOICES && (
        <p className={classes.facts}>
          And {voices.length - MOST_VOICES} more, in the comparison side by side.
        </p>
      )}
    </section>
  );
}

function listVoices(
  step: DebriefStep,
  reviewers: readonly Reviewer[],
  labelOf: (value: string) => string,
): Voice[] {
  const reviewerOf = (reviewId: string) => reviewers.find((each) => each.reviewId === reviewId);
  const ofMoment = (isBeside: boolean) => (moment: DebriefMoment) => {
    const reviewer = reviewerOf(moment.reviewId);
    const facts = `${formatSpan(moment)}, ${POLARITY_WORDS[moment.polarity]}`;
    const { id, quote, note } = moment;
    return reviewer ? [{ key: id, reviewer, isBeside, facts, quote: quote.trim(), words: note.trim() }] : [];
  };
  const ofRating = (isBeside: boolean) => (rating: RatingStep['ratings'][number]) => {
    const reviewer = reviewerOf(rating.reviewId);
    const words = rating.rationale.trim();
    if (!reviewer || words === '') return [];
    return [{ key: rating.reviewId, reviewer, isBeside, facts: labelOf(rating.value), quote: '', words }];
  };
  return step.type === 'moment'
    ? [...step.moments.flatMap(ofMoment(false)), ...step.beside.flatMap(ofMoment(true))]
    : [...step.ratings.flatMap(ofRating(false)), ...step.beside.flatMap(ofRating(true))];
}

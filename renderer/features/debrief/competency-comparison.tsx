import {
  IconArrowsHorizontal,
  IconCircleDashed,
  IconEqual,
  IconEqualNot,
  IconUser,
} from '@tabler/icons-react';
import { useId } from 'react';
import { type Competency, ratingLabel, scaleOf } from '#shared/model/framework';
import type { RatingComparison } from '#shared/scoring/compare-ratings';
import { evidenceFor } from '#shared/scoring/evidence';
import { isOffScale } from '#shared/scoring/review-gaps';
import { useComparisonContext } from './comparison-context';
import { describeComparison } from './comparison-words';
import classes from './competency-comparison.module.css';
import { EvidenceList } from './evidence-list';
import { IndicatorRows } from './indicator-rows';
import { RatingScale } from './rating-scale';
import { ReviewerTable } from './reviewer-table';
import type { Reviewer } from './reviewers';

const COMPARISON_ICONS = {
  agree: IconEqual,
  'one-step': IconArrowsHorizontal,
  differ: IconEqualNot,
  'only-one': IconUser,
  unrated: IconCircleDashed,
} as const;

type CompetencyComparisonProps = { competency: Competency; comparison: RatingComparison };

/** What every reviewer says about one competency: rating, rationale, evidence and checklist, a column each. */
export function CompetencyComparison({ competency, comparison }: CompetencyComparisonProps) {
  const { framework, reviewers } = useComparisonContext();
  const headingId = useId();
  const scale = scaleOf(framework, competency);
  const Icon = COMPARISON_ICONS[comparison.type];
  const isUntouched = comparison.type === 'unrated' && !reviewers.some((each) => says(each, competency));
  function describeVerdict(): string {
    if (!scale) return isUntouched ? 'Nothing marked' : 'Marked, not rated';
    return isUntouched ? 'Not rated, nothing marked' : describeComparison(comparison);
  }

  return (
    <article aria-labelledby={headingId} className={classes.competency} data-comparison={comparison.type}>
      <div className={classes.head}>
        <div>
          <h4 id={headingId} className={classes.title}>
            {competency.title} <span className={classes.code}>{competency.code}</span>
          </h4>
          <p className={classes.verdict} data-comparison={comparison.type}>
            <Icon size={16} stroke={2} aria-hidden />
            {describeVerdict()}
          </p>
        </div>
        {scale && comparison.type !== 'unrated' && <RatingScale scale={scale} competency={competency} />}
      </div>
      {!isUntouched && (
        <ReviewerTable labelledBy={headingId}>
          <tr>
            <th scope="row">{scale ? 'Rating' : 'Remarks'}</th>
            {reviewers.map((reviewer) => (
              <td key={reviewer.id}>
                <RatingCell reviewer={reviewer} competency={competency} />
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">Evidence</th>
            {reviewers.map((reviewer) => (
              <td key={reviewer.id}>
                <EvidenceList reviewer={reviewer} competency={competency} />
              </td>
            ))}
          </tr>
          <IndicatorRows competency={competency} />
        </ReviewerTable>
      )}
    </article>
  );
}

function RatingCell({ reviewer, competency }: { reviewer: Reviewer; competency: Competency }) {
  const { framework } = useComparisonContext();
  const rating = reviewer.review.content.ratings[competency.code];
  const value = rating?.value;
  return (
    <>
      {value === undefined ? (
        <p className={classes.quiet}>{scaleOf(framework, competency) ? 'Not rated' : 'Not on a scale'}</p>
      ) : (
        <p className={classes.rating} data-off-scale={isOffScale(value)}>
          {ratingLabel(framework, competency, value)}
        </p>
      )}
      {rating && rating.rationale.trim() !== '' && <p className={classes.rationale}>{rating.rationale}</p>}
    </>
  );
}

function says({ review: { content } }: Reviewer, competency: Competency): boolean {
  return (
    (content.ratings[competency.code]?.rationale.trim() ?? '') !== '' ||
    competency.indicators.some(({ code }) => content.marks[code] !== undefined) ||
    evidenceFor(content, competency).length > 0
  );
}

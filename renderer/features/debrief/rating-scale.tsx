import type { CSSProperties } from 'react';
import { type Competency, ratingLabel, type Scale } from '#shared/model/framework';
import { placeOnScale } from '#shared/scoring/compare-ratings';
import { useComparisonContext } from './comparison-context';
import classes from './rating-scale.module.css';
import { ReviewerMark } from './reviewer-mark';
import type { Reviewer } from './reviewers';

/** More values than this are named only where someone stands. */
const NAMED_VALUES = 6;

type RatingScaleProps = { scale: Scale; competency: Competency };

/** Where every reviewer stands on the scale; who says "no opportunity" stands beside it, never low on it. */
export function RatingScale({ scale, competency }: RatingScaleProps) {
  const { framework, reviewers } = useComparisonContext();
  const valueGivenBy = (reviewer: Reviewer) => reviewer.review.content.ratings[competency.code]?.value;
  const placeOf = (reviewer: Reviewer) => placeOnScale(scale, valueGivenBy(reviewer) ?? '');
  const onScale = reviewers.filter((reviewer) => placeOf(reviewer) !== -1);
  const places = onScale.map(placeOf);
  const lowest = Math.min(...places);
  const highest = Math.max(...places);
  const beside = new Map<string, Reviewer[]>();
  for (const reviewer of reviewers.filter((each) => placeOf(each) === -1)) {
    const value = valueGivenBy(reviewer);
    const label = value === undefined ? 'Not rated' : ratingLabel(framework, competency, value);
    beside.set(label, [...(beside.get(label) ?? []), reviewer]);
  }
  const inWords = reviewers
    .map((reviewer) => {
      const value = valueGivenBy(reviewer);
      return `${reviewer.name}: ${value === undefined ? 'not rated' : ratingLabel(framework, competency, value)}`;
    })
    .join('; ');

  return (
    <div className={classes.drawing} role="img" aria-label={`${scale.title}. ${inWords}`}>
      <div className={classes.scale} style={{ '--count': scale.values.length } as CSSProperties}>
        {onScale.length > 1 && highest > lowest && (
          <span
            className={classes.difference}
            style={{ '--from': lowest, '--steps': highest - lowest } as CSSProperties}
          />
        )}
        {scale.values.map((value, place) => {
          const standing = onScale.filter((reviewer) => placeOf(reviewer) === place);
          return (
            <span key={value.id} className={classes.value} data-used={standing.length > 0}>
              <span className={classes.stand}>
                {standing.length === 0 ? (
                  <span className={classes.dot} />
                ) : (
                  standing.map((reviewer) => <ReviewerMark key={reviewer.id} reviewer={reviewer} />)
                )}
              </span>
              <span className={classes.label}>
                {scale.values.length <= NAMED_VALUES || standing.length > 0 ? value.label : ''}
              </span>
            </span>
          );
        })}
      </div>
      {[...beside].map(([label, standing]) => (
        <span key={label} className={classes.beside}>
          <span className={classes.stand}>
            {standing.map((reviewer) => (
              <ReviewerMark key={reviewer.id} reviewer={reviewer} />
            ))}
          </span>
          <span className={classes.label}>{label}</span>
        </span>
      ))}
    </div>
  );
}

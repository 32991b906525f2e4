import {
  type IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleMinus,
  IconCircleX,
  IconEarOff,
  IconEqualNot,
} from '@tabler/icons-react';
import { INDICATOR_STATE_WORDS } from '#shared/formats/moment-words';
import type { Competency, IndicatorState } from '#shared/model/framework';
import type { IndicatorMark } from '#shared/model/review';
import { marksDiffer } from '#shared/scoring/compare-marks';
import { useComparisonContext } from './comparison-context';
import classes from './indicator-rows.module.css';

const STATE_ICONS: Readonly<Record<IndicatorState, typeof IconCircle>> = {
  observed: IconCircleCheck,
  partly: IconCircleHalf2,
  'not-observed': IconCircleX,
  'no-opportunity': IconCircleMinus,
  'not-assessable': IconEarOff,
};

/** The indicators of a competency that at least one reviewer marked, a row each. */
export function IndicatorRows({ competency }: { competency: Competency }) {
  const { reviewers } = useComparisonContext();
  return competency.indicators.map((indicator) => {
    const marks = reviewers.map(({ review }) => review.content.marks[indicator.code]);
    if (!marks.some((mark) => mark !== undefined)) return null;
    return (
      <tr key={indicator.code}>
        <th scope="row">
          <span className={classes.code}>{indicator.code}</span> {indicator.text}
          {marksDiffer(marks) && (
            <span className={classes.differ}>
              <IconEqualNot size={14} stroke={2} aria-hidden />
              Marked differently
            </span>
          )}
        </th>
        {reviewers.map((reviewer, index) => (
          <td key={reviewer.id}>
            <Mark mark={marks[index]} />
          </td>
        ))}
      </tr>
    );
  });
}

function Mark({ mark }: { mark: IndicatorMark | undefined }) {
  const Icon = mark ? STATE_ICONS[mark.state] : IconCircleDashed;
  return (
    <>
      <p className={classes.state} data-state={mark?.state ?? 'unmarked'}>
        <Icon size={17} stroke={1.75} aria-hidden />
        {mark ? INDICATOR_STATE_WORDS[mark.state] : 'Not marked'}
      </p>
      {mark && mark.note.trim() !== '' && <p className={classes.note}>{mark.note}</p>}
    </>
  );
}

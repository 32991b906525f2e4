import { IconChevronRight, IconCircleCheck } from '@tabler/icons-react';
import { memo, useId } from 'react';
import type { Competency, Indicator } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import type { ReviewContent } from '#shared/model/review';
import classes from './competency-section.module.css';
import type { EvidenceIndex } from './evidence-index';
import { IndicatorRow } from './indicator-row';
import type { ReviewActions } from './review-actions';
import type { FaceOf } from './use-review-panel';

type CompetencySectionProps = {
  competency: Competency;
  /** Those of its indicators that are shown. */
  indicators: readonly Indicator[];
  isFolded: boolean;
  onFold: (competencyCode: string) => void;
  marks: ReviewContent['marks'];
  evidence: EvidenceIndex;
  selected: Moment | undefined;
  currentCode: string | undefined;
  isReadOnly: boolean;
  actions: ReviewActions;
  faceOf: FaceOf;
  onPlay: (momentId: string) => void;
  onBecomeCurrent: (code: string) => void;
  announce: (message: string) => void;
};

/** The lines of one competency under a heading that stays in sight and tells how many are marked. */
export const CompetencySection = memo(function CompetencySection({
  competency,
  indicators,
  marks,
  evidence,
  currentCode,
  isFolded,
  onFold,
  ...shared
}: CompetencySectionProps) {
  const listId = useId();
  const total = competency.indicators.length;
  const marked = competency.indicators.filter((indicator) => marks[indicator.code] !== undefined).length;

  return (
    <section aria-label={competency.title}>
      <h3 className={classes.heading}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={!isFolded}
          aria-controls={isFolded ? undefined : listId}
          onClick={() => onFold(competency.code)}
        >
          <IconChevronRight className={classes.chevron} size={16} stroke={1.75} aria-hidden />
          <span className={classes.title}>{competency.title}</span>
          <span className={classes.progress}>
            {marked === total && <IconCircleCheck size={15} stroke={2} aria-hidden />}
            {marked} of {total} marked
          </span>
        </button>
        <span className={classes.bar} style={{ width: `${(marked / Math.max(1, total)) * 100}%` }} />
      </h3>
      {!isFolded && (
        <ul id={listId} className={classes.lines}>
          {indicators.map((indicator) => (
            <IndicatorRow
              key={indicator.code}
              indicator={indicator}
              marking={competency.marking}
              mark={marks[indicator.code]}
              evidence={evidence.get(indicator.code)}
              isCurrent={indicator.code === currentCode}
              {...shared}
            />
          ))}
        </ul>
      )}
    </section>
  );
});

import { useLayoutEffect, useRef, useState } from 'react';
import { formatSpan, kindLabelOf, POLARITY_WORDS } from '#shared/formats/moment-words';
import type { Moment } from '#shared/model/moment';
import { FormLines } from '../../../ui/form-lines';
import { useComparisonContext } from '../comparison-context';
import type { Reviewer } from '../reviewers';
import classes from './timeline.module.css';

/** What is under the pointer, and where: from the left of the lanes and from their top. */
export type ShownMoment = {
  reviewer: Reviewer;
  moment: Moment;
  /** Of a crowd, how many it is and how many of them were marked by one alone; the moment is the nearest of them. */
  many: { count: number; aloneCount: number } | undefined;
  isAlone: boolean;
  leftPx: number;
  bottomPx: number;
};

type TimelineTooltipProps = { shown: ShownMoment; lanesTopPx: number; widthPx: number };

/** One tooltip for all moments of the timeline; a screen reader has the same words in the list. */
export function TimelineTooltip({ shown, lanesTopPx, widthPx }: TimelineTooltipProps) {
  const { framework } = useComparisonContext();
  const { moment, reviewer, many, isAlone } = shown;
  const tooltip = useRef<HTMLDivElement>(null);
  const [ownWidthPx, setOwnWidthPx] = useState<number>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: other words have another width
  useLayoutEffect(() => {
    setOwnWidthPx(tooltip.current?.offsetWidth);
  }, [shown.moment, shown.many]);

  return (
    <div
      ref={tooltip}
      className={classes.tooltip}
      style={{
        left: Math.max(0, Math.min(shown.leftPx, widthPx - (ownWidthPx ?? 0))),
        top: lanesTopPx + shown.bottomPx + 6,
        visibility: ownWidthPx === undefined ? 'hidden' : 'visible',
      }}
      aria-hidden
    >
      {many && (
        <p className={classes.tooltipMany}>
          {many.count} moments
          {many.aloneCount > 0 && `, ${many.aloneCount} marked by one alone`}. Zoom in to tell them apart. The
          nearest:
        </p>
      )}
      <p className={classes.tooltipHead}>
        <span className={classes.tooltipTime}>{formatSpan(moment)}</span>
        <span className={classes.tooltipKind}>{kindLabelOf(framework, moment.kind)}</span>
        <span className={classes.tooltipBy}>
          {POLARITY_WORDS[moment.polarity]} · by {reviewer.name}
          {isAlone && ' · marked by one alone'}
        </span>
      </p>
      {moment.quote && <p className={classes.tooltipQuote}>“{moment.quote}”</p>}
      {moment.note && <p className={classes.tooltipNote}>{moment.note}</p>}
      <FormLines moment={moment} />
    </div>
  );
}

import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { formatSpan, kindLabelOf, POLARITY_WORDS } from '#shared/formats/moment-words';
import type { Moment } from '#shared/model/moment';
import { FormLines } from '../../ui/form-lines';
import { useComparisonContext } from './comparison-context';
import type { Reviewer } from './reviewers';
import classes from './timeline.module.css';

export type ShownMoment = { reviewer: Reviewer; moment: Moment; item: HTMLElement };

type TimelineTooltipProps = { shown: ShownMoment; container: RefObject<HTMLDivElement | null> };

/** One tooltip for all moments of the timeline; a screen reader has the same words in the moment's name. */
export function TimelineTooltip({ shown, container }: TimelineTooltipProps) {
  const { framework } = useComparisonContext();
  const { moment, item, reviewer } = shown;
  const tooltip = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number }>();

  useLayoutEffect(() => {
    if (!container.current || !tooltip.current) return;
    const outer = container.current.getBoundingClientRect();
    const inner = item.getBoundingClientRect();
    const furthest = outer.width - tooltip.current.offsetWidth;
    setPlace({
      left: Math.max(0, Math.min(inner.left - outer.left, furthest)),
      top: inner.bottom - outer.top + 6,
    });
  }, [item, container]);

  return (
    <div
      ref={tooltip}
      className={classes.tooltip}
      style={place ?? { visibility: 'hidden', left: 0, top: 0 }}
      aria-hidden
    >
      <p className={classes.tooltipHead}>
        <span className={classes.tooltipTime}>{formatSpan(moment)}</span>
        <span className={classes.tooltipKind}>{kindLabelOf(framework, moment.kind)}</span>
        <span className={classes.tooltipBy}>
          {POLARITY_WORDS[moment.polarity]} · by {reviewer.name}
        </span>
      </p>
      {moment.quote && <p className={classes.tooltipQuote}>“{moment.quote}”</p>}
      {moment.note && <p className={classes.tooltipNote}>{moment.note}</p>}
      <FormLines moment={moment} />
    </div>
  );
}

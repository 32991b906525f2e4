import { useComputedColorScheme } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, memo, useMemo, useRef, useState } from 'react';
import { kindLabelOf } from '#shared/formats/moment-words';
import { compareMoments, type Moment, momentEndMs } from '#shared/model/moment';
import { kindColour } from '../../ui/moment-colours';
import { useComparisonContext, useMomentPlayback } from './comparison-context';
import { packRows } from './lane-rows';
import { describeMoment, kindIndexOf } from './moment-words';
import { ReviewerMark } from './reviewer-mark';
import type { Reviewer } from './reviewers';
import classes from './timeline.module.css';
import type { ShownMoment } from './timeline-tooltip';

const MINIMUM_WIDTH_PX = 14;
const MAXIMUM_ROWS = 8;
const ROW_HEIGHT_REM = 1.75;
/** What a letter of a label takes on average, and what its padding takes; a label that would be cut is left out. */
const LETTER_PX = 6.6;
const LABEL_PADDING_PX = 14;

type TimelineLaneProps = {
  reviewer: Reviewer;
  widthPx: number;
  onShow: (shown: ShownMoment | undefined) => void;
};

/** One reviewer's moments; one stop of the Tab key, arrow keys go from moment to moment. */
export function TimelineLane({ reviewer, widthPx, onShow }: TimelineLaneProps) {
  const { session } = useComparisonContext();
  const { durationMs } = session.recording;
  const lane = useRef<HTMLDivElement>(null);
  const moments = useMemo(
    () => Object.values(reviewer.review.content.moments).sort(compareMoments),
    [reviewer.review],
  );
  const [currentId, setCurrentId] = useState<string>();
  const reachable = moments.some((moment) => moment.id === currentId) ? currentId : moments[0]?.id;

  const { spans, rows, rowCount } = useMemo(() => {
    const msPerPx = durationMs / Math.max(1, widthPx);
    const laidOut = moments.map((moment) => layOut(moment, durationMs, MINIMUM_WIDTH_PX * msPerPx));
    return { spans: laidOut, ...packRows(laidOut, 2 * msPerPx, MAXIMUM_ROWS) };
  }, [moments, durationMs, widthPx]);

  function moveAlong(event: KeyboardEvent<HTMLDivElement>): void {
    const place = moments.findIndex((moment) => moment.id === reachable);
    const next = placeAfterKey(event.key, place, moments.length);
    if (next === undefined) return;
    event.preventDefault();
    lane.current?.querySelectorAll<HTMLElement>('button')[next]?.focus();
  }

  const count = moments.length === 1 ? '1 moment' : `${moments.length} moments`;
  return (
    <div className={classes.laneRow}>
      <div className={classes.laneName}>
        <ReviewerMark reviewer={reviewer} />
        <div className={classes.laneWords}>
          <span className={classes.who}>{reviewer.name}</span>
          <span className={classes.count}>{count}</span>
        </div>
      </div>
      <div
        ref={lane}
        role="toolbar"
        aria-label={`Moments marked by ${reviewer.name}`}
        className={classes.lane}
        style={{ height: `${rowCount * ROW_HEIGHT_REM + 0.5}rem` }}
        onKeyDown={moveAlong}
      >
        {moments.map((moment, index) => {
          const { startMs, endMs } = spans[index] ?? layOut(moment, durationMs, 0);
          return (
            <LaneItem
              key={moment.id}
              reviewer={reviewer}
              moment={moment}
              left={startMs / durationMs}
              width={(endMs - startMs) / durationMs}
              row={rows[index] ?? 0}
              widthPx={((endMs - startMs) / durationMs) * widthPx}
              isReachable={moment.id === reachable}
              onReach={setCurrentId}
              onShow={onShow}
            />
          );
        })}
        {moments.length === 0 && <span className={classes.none}>No moment marked</span>}
      </div>
    </div>
  );
}

/** Gives every moment room to be hit, within the recording. */
function layOut(moment: Moment, durationMs: number, minimumMs: number) {
  const lengthMs = Math.min(durationMs, Math.max(minimumMs, momentEndMs(moment) - moment.startMs));
  const startMs = Math.max(0, Math.min(moment.startMs, durationMs - lengthMs));
  return { startMs, endMs: startMs + lengthMs };
}

function placeAfterKey(key: string, place: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return Math.min(count - 1, place + 1);
    case 'ArrowLeft':
      return Math.max(0, place - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

type LaneItemProps = {
  reviewer: Reviewer;
  moment: Moment;
  /** Of the lane's width, from 0 to 1. */
  left: number;
  width: number;
  row: number;
  widthPx: number;
  isReachable: boolean;
  onReach: (momentId: string) => void;
  onShow: (shown: ShownMoment | undefined) => void;
};

const LaneItem = memo(function LaneItem({ reviewer, moment, onReach, onShow, ...place }: LaneItemProps) {
  const { framework, agreement } = useComparisonContext();
  const isAlone = agreement.phase === 'done' && agreement.value.aloneIds.has(moment.id);
  const scheme = useComputedColorScheme('light');
  const { play, isChosen } = useMomentPlayback(reviewer, moment);
  const show = (item: HTMLElement) => onShow({ reviewer, moment, item });
  const label = kindLabelOf(framework, moment.kind);
  const style = {
    '--kind': kindColour(kindIndexOf(framework, moment.kind), scheme),
    left: `${place.left * 100}%`,
    width: `${place.width * 100}%`,
    top: `${place.row * ROW_HEIGHT_REM + 0.25}rem`,
  } as CSSProperties;
  return (
    <button
      type="button"
      className={classes.item}
      style={style}
      tabIndex={place.isReachable ? 0 : -1}
      data-start-ms={moment.startMs}
      data-polarity={moment.polarity}
      data-point={moment.endMs === undefined}
      data-chosen={isChosen}
      data-alone={isAlone}
      aria-label={`${describeMoment(framework, moment)}${isAlone ? ', marked by one alone' : ''}`}
      onClick={play}
      onPointerEnter={(event) => show(event.currentTarget)}
      onPointerLeave={() => onShow(undefined)}
      onFocus={(event) => {
        onReach(moment.id);
        show(event.currentTarget);
      }}
      onBlur={() => onShow(undefined)}
    >
      {place.widthPx >= label.length * LETTER_PX + LABEL_PADDING_PX && (
        <span className={classes.label}>{label}</span>
      )}
    </button>
  );
});

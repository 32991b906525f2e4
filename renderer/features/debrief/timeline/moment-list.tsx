import { Checkbox, Select, useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { formatSpan, kindLabelOf, POLARITY_WORDS } from '#shared/formats/moment-words';
import { kindsOf } from '#shared/model/moment';
import { kindColour } from '../../../ui/moment-colours';
import { useComparisonContext } from '../comparison-context';
import { describeMoment, kindIndexOf } from '../moment-words';
import { ReviewerMark } from '../reviewer-mark';
import { filterListed, type ListFilter, listMoments, placeAfterKey } from './listed-moments';
import classes from './moment-list.module.css';
import type { AloneMarks, Band } from './reviewer-bands';
import type { OwnedMoment } from './use-chosen-moment';

const ROW_HEIGHT_PX = 34;

type MomentListProps = {
  bands: readonly Band[];
  alone: AloneMarks | undefined;
  chosen: OwnedMoment | undefined;
  onChoose: (chosen: OwnedMoment) => void;
  onPlay: (chosen: OwnedMoment) => void;
};

/** Everyone's moments in the order of time: the timeline's twin for keyboard and screen reader. */
export const MomentList = memo(function MomentList({
  bands,
  alone,
  chosen,
  onChoose,
  onPlay,
}: MomentListProps) {
  const { framework } = useComparisonContext();
  const [filter, setFilter] = useState<ListFilter>({ reviewerId: null, kind: null, isAloneOnly: false });
  const all = useMemo(() => listMoments(bands), [bands]);
  const asked = useDeferredValue(filter);
  const listed = useMemo(() => filterListed(all, asked, alone), [all, asked, alone]);
  const cursor = useMemo(
    () =>
      chosen
        ? listed.findIndex(
            ({ reviewer, moment }) => moment === chosen.moment && reviewer.id === chosen.reviewer.id,
          )
        : -1,
    [listed, chosen],
  );
  const kinds = useMemo(() => {
    const used = new Set(all.map(({ moment }) => moment.kind));
    return kindsOf(framework).filter(({ id }) => used.has(id));
  }, [all, framework]);

  const scrollRef = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: listed.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 6,
    // The row that the keyboard is at stays there for a screen reader, wherever the wheel went.
    rangeExtractor: (range) => {
      const inView = defaultRangeExtractor(range);
      return cursor < 0 || inView.includes(cursor) ? inView : [...inView, cursor].sort((a, b) => a - b);
    },
  });
  const { scrollToIndex } = rows;
  useEffect(() => {
    if (cursor >= 0) scrollToIndex(cursor);
  }, [cursor, scrollToIndex]);

  function handleKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const pageRows = Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / ROW_HEIGHT_PX) - 1);
    const place = placeAfterKey(event.key, listed, cursor, pageRows);
    const next = place === undefined ? undefined : listed[place];
    if (next) onChoose(next);
    else if (event.key === 'Enter' && chosen && cursor >= 0) onPlay(chosen);
    else return;
    event.preventDefault();
  }

  if (all.length === 0) return null;
  return (
    <div className={classes.panel}>
      <div className={classes.filters}>
        <Select
          size="xs"
          aria-label="Reviewer"
          placeholder="All reviewers"
          clearable
          clearButtonProps={{ 'aria-label': 'All reviewers' }}
          data={bands.map(({ reviewer }) => ({ value: reviewer.id, label: reviewer.name }))}
          value={filter.reviewerId}
          onChange={(reviewerId) => setFilter({ ...filter, reviewerId })}
        />
        <Select
          size="xs"
          aria-label="Kind"
          placeholder="All kinds"
          clearable
          clearButtonProps={{ 'aria-label': 'All kinds' }}
          data={kinds.map(({ id, label }) => ({ value: id, label }))}
          value={filter.kind}
          onChange={(kind) => setFilter({ ...filter, kind })}
        />
        <Checkbox
          size="xs"
          label="Marked by one alone"
          checked={filter.isAloneOnly}
          disabled={!alone}
          onChange={(event) => setFilter({ ...filter, isAloneOnly: event.currentTarget.checked })}
        />
        <p className={classes.count} role="status">
          {listed.length === all.length
            ? `${all.length.toLocaleString('en')} ${all.length === 1 ? 'moment' : 'moments'}`
            : `${listed.length.toLocaleString('en')} of ${all.length.toLocaleString('en')} moments`}
        </p>
        <p className={classes.hint}>
          <kbd>↑</kbd> <kbd>↓</kbd> in time, <kbd>←</kbd> <kbd>→</kbd> of the same reviewer, <kbd>Enter</kbd>{' '}
          plays
        </p>
      </div>
      <div
        ref={scrollRef}
        role="listbox"
        aria-label="Moments of everyone"
        aria-activedescendant={cursor < 0 ? undefined : `compared-moment-${cursor}`}
        tabIndex={0}
        className={classes.scroll}
        onKeyDown={handleKey}
      >
        <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const owned = listed[index];
            if (!owned) return null;
            return (
              <MomentOption
                key={`${owned.reviewer.id}/${owned.moment.id}`}
                owned={owned}
                place={index}
                count={listed.length}
                topPx={start}
                isChosen={index === cursor}
                isAlone={alone?.has(owned.moment) ?? false}
                onPlay={onPlay}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
});

type MomentOptionProps = {
  owned: OwnedMoment;
  place: number;
  count: number;
  topPx: number;
  isChosen: boolean;
  isAlone: boolean;
  onPlay: (pressed: OwnedMoment) => void;
};

const MomentOption = memo(function MomentOption(props: MomentOptionProps) {
  const { owned, place, count, topPx, isChosen, isAlone, onPlay } = props;
  const { framework } = useComparisonContext();
  const scheme = useComputedColorScheme('light');
  const { reviewer, moment } = owned;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox takes the keys
    <div
      id={`compared-moment-${place}`}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-setsize={count}
      aria-posinset={place + 1}
      className={classes.row}
      style={
        {
          '--kind': kindColour(kindIndexOf(framework, moment.kind), scheme),
          height: ROW_HEIGHT_PX,
          transform: `translateY(${topPx}px)`,
        } as React.CSSProperties
      }
      onClick={() => onPlay(owned)}
    >
      <VisuallyHidden>
        {describeMoment(framework, moment)}, by {reviewer.name}
        {isAlone && ', marked by one alone'}
      </VisuallyHidden>
      <span className={classes.times} aria-hidden>
        {formatSpan(moment)}
      </span>
      <ReviewerMark reviewer={reviewer} />
      <span className={classes.kind} aria-hidden>
        {kindLabelOf(framework, moment.kind)}
      </span>
      <span className={classes.text} aria-hidden>
        {moment.polarity !== 'shown' && (
          <span className={classes.polarity}>{POLARITY_WORDS[moment.polarity]} </span>
        )}
        {moment.quote ? `“${moment.quote}”` : moment.note}
      </span>
      <span className={classes.alone} aria-hidden>
        {isAlone && 'by one alone'}
      </span>
    </div>
  );
});

import { Select, TextInput, useComputedColorScheme } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import { kindsOf, type Moment, type MomentKind } from '#shared/model/moment';
import { MOMENT_DRAG_TYPE } from '../../review-editing/moment-drag';
import { useReviewEditing, useReviewView } from '../../review-editing/review-editing';
import { kindColour } from '../../ui/moment-colours';
import { filterMoments, type MomentFilter } from './filter-moments';
import classes from './moments-panel.module.css';

const ROW_HEIGHT_PX = 58;

const POLARITY_WORDS = { shown: '', missed: 'missed', against: 'against' } as const;

/** Every moment of the review in the order of time: the timeline's twin for keyboard and screen reader. */
export function MomentsPanel({ onSeek }: { onSeek: (ms: number) => void }) {
  const { framework, selectedMomentId, selectMoment } = useReviewEditing();
  const moments = useReviewView((view) => view.momentsInOrder);
  const selected = useReviewView(({ content }) =>
    selectedMomentId === undefined ? undefined : content.moments.get(selectedMomentId),
  );
  const [filter, setFilter] = useState<MomentFilter>({ text: '', kind: null, polarity: null });
  const kinds = useMemo(() => kindsOf(framework), [framework]);
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => filterMoments(moments, wanted, kinds), [moments, wanted, kinds]);
  const scrollRef = useRef<HTMLDivElement>(null);

  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 8,
  });

  const selectedIndex = useMemo(() => (selected ? shown.indexOf(selected) : -1), [shown, selected]);
  const scrollToIndex = rows.scrollToIndex;
  useEffect(() => {
    if (selectedIndex >= 0) scrollToIndex(selectedIndex);
  }, [selectedIndex, scrollToIndex]);

  return (
    <div className={classes.panel}>
      <div className={classes.filters}>
        <TextInput
          size="xs"
          aria-label="Search moments"
          placeholder="Search notes and quotes"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={filter.text}
          onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
        />
        <Select
          size="xs"
          aria-label="Kind"
          placeholder="All kinds"
          clearable
          clearButtonProps={{ 'aria-label': 'All kinds' }}
          data={kinds.map((kind) => ({ value: kind.id, label: kind.label }))}
          value={filter.kind}
          onChange={(kind) => setFilter({ ...filter, kind })}
        />
      </div>
      {moments.length === 0 ? (
        <p className={classes.empty}>
          Nothing is marked yet. Play the session and press <kbd>1</kbd> to <kbd>9</kbd> when something
          happens; hold the key for an interval. Playback goes on.
        </p>
      ) : (
        <p className={classes.count} role="status">
          {shown.length === moments.length
            ? `${moments.length} ${moments.length === 1 ? 'moment' : 'moments'}`
            : `${shown.length} of ${moments.length} moments`}
        </p>
      )}
      <div ref={scrollRef} className={classes.scroll}>
        <ul className={classes.list} aria-label="Moments" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const moment = shown[index];
            if (!moment) return null;
            const kindIndex = kinds.findIndex((kind) => kind.id === moment.kind);
            return (
              <MomentRow
                key={moment.id}
                moment={moment}
                kind={kinds[kindIndex]}
                kindIndex={kindIndex}
                topPx={start}
                isSelected={moment.id === selectedMomentId}
                onChoose={(chosen) => {
                  selectMoment(chosen.id);
                  onSeek(chosen.startMs);
                }}
              />
            );
          })}
        </ul>
      </div>
    </div>
  );
}

type MomentRowProps = {
  moment: Moment;
  kind: MomentKind | undefined;
  kindIndex: number;
  topPx: number;
  isSelected: boolean;
  onChoose: (moment: Moment) => void;
};

const MomentRow = memo(function MomentRow(props: MomentRowProps) {
  const { moment, kind, kindIndex, topPx, isSelected, onChoose } = props;
  const scheme = useComputedColorScheme('light');
  const links = moment.indicators.length + moment.competencies.length;
  const polarity = POLARITY_WORDS[moment.polarity];
  const text = moment.quote ? `“${moment.quote}”` : moment.note;
  return (
    <li className={classes.item} style={{ transform: `translateY(${topPx}px)`, height: ROW_HEIGHT_PX }}>
      <button
        type="button"
        className={classes.row}
        aria-current={isSelected || undefined}
        style={{ '--kind': kindColour(kindIndex, scheme) } as React.CSSProperties}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(MOMENT_DRAG_TYPE, moment.id);
          event.dataTransfer.effectAllowed = 'link';
        }}
        onClick={() => onChoose(moment)}
      >
        <span className={classes.times}>
          {formatTimeCode(moment.startMs)}
          {moment.endMs !== undefined && `–${formatTimeCode(moment.endMs)}`}
        </span>
        <span className={classes.kind}>
          {kind?.label ?? moment.kind}
          {polarity && <span className={classes.polarity}> · {polarity}</span>}
        </span>
        <span className={classes.links}>{links > 0 && `${links} ${links === 1 ? 'link' : 'links'}`}</span>
        <span className={classes.text}>{text}</span>
      </button>
    </li>
  );
});

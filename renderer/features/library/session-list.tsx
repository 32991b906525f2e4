import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { SessionSummary } from '#shared/model/session';
import { paths } from '../../app/routes';
import classes from './session-list.module.css';
import { SessionRow } from './session-row';
import { useMoveToTrash } from './use-move-to-trash';

const ROW_HEIGHT_PX = 66;
/** The head stays on top of the rows as they scroll beneath it. */
const HEAD_HEIGHT_PX = 32;
const PAGE_OF_ROWS = 8;
const HEADINGS = ['Session', 'Date', 'Length', 'Kind', 'Consent', 'Reviews'] as const;

type SessionListProps = {
  sessions: readonly SessionSummary[];
  /** How many they will be: more while the first of them are all that is there. */
  count: number;
  profileId: string;
  today: string;
};

/** The session that was current when the list was last left. */
let lastCurrentId: string | undefined;

/**
 * The ledger of sessions: one tab stop, moved through with the arrow keys, drawn only where it is seen. The grid keeps
 * the focus and names its current row, since a focused row that scrolls out of sight would take the focus with it.
 */
export function SessionList({ sessions, count, profileId, today }: SessionListProps) {
  const [, navigate] = useLocation();
  const moveToTrash = useMoveToTrash();
  const scroller = useRef<HTMLDivElement>(null);
  const [currentId, setCurrentId] = useState(lastCurrentId);
  const rowIdPrefix = useId();
  const currentIndex = Math.max(
    0,
    sessions.findIndex((session) => session.id === currentId),
  );

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => sessions[index]?.id ?? index,
    overscan: 8,
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), currentIndex])],
    scrollMargin: HEAD_HEIGHT_PX,
    scrollPaddingStart: HEAD_HEIGHT_PX,
  });
  const items = virtualizer.getVirtualItems();

  // Who comes back from a session goes on where she left the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list appears
  useEffect(() => {
    if (lastCurrentId === undefined) return;
    virtualizer.scrollToIndex(currentIndex, { align: 'auto' });
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);

  const makeCurrent = useCallback((sessionId: string) => {
    lastCurrentId = sessionId;
    setCurrentId(sessionId);
  }, []);

  const open = useCallback(
    (sessionId: string) => {
      makeCurrent(sessionId);
      navigate(paths.session(sessionId));
    },
    [makeCurrent, navigate],
  );

  const trash = useCallback((session: SessionSummary) => void moveToTrash(session), [moveToTrash]);

  function moveTo(index: number): void {
    const next = sessions[Math.min(Math.max(index, 0), sessions.length - 1)];
    if (!next) return;
    makeCurrent(next.id);
    virtualizer.scrollToIndex(sessions.indexOf(next), { align: 'auto' });
  }

  function handleKey(event: KeyboardEvent): void {
    const current = sessions[currentIndex];
    if (!current || event.target !== event.currentTarget) return;
    const target = {
      ArrowDown: currentIndex + 1,
      ArrowUp: currentIndex - 1,
      PageDown: currentIndex + PAGE_OF_ROWS,
      PageUp: currentIndex - PAGE_OF_ROWS,
      Home: 0,
      End: sessions.length - 1,
    }[event.key];
    if (target !== undefined) moveTo(target);
    else if (event.key === 'Enter') open(current.id);
    else if (event.key === 'Delete') {
      moveTo(currentIndex + 1 < sessions.length ? currentIndex + 1 : currentIndex - 1);
      trash(current);
    } else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in part
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Sessions"
      aria-activedescendant={`${rowIdPrefix}${currentIndex}`}
      aria-rowcount={count + 1}
      className={classes.list}
      onKeyDown={handleKey}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: part of the grid above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the head of a grid is no stop */}
      <div role="row" aria-rowindex={1} className={classes.head}>
        {HEADINGS.map((heading) => (
          // biome-ignore lint/a11y/useSemanticElements: part of the grid above
          // biome-ignore lint/a11y/useFocusableInteractive: the head of a grid is no stop
          <span key={heading} role="columnheader" data-column={heading}>
            {heading}
          </span>
        ))}
      </div>
      <div className={classes.rows} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const session = sessions[item.index];
          return (
            session && (
              <SessionRow
                key={item.key}
                id={`${rowIdPrefix}${item.index}`}
                session={session}
                index={item.index}
                offset={item.start - HEAD_HEIGHT_PX}
                isCurrent={item.index === currentIndex}
                profileId={profileId}
                today={today}
                onOpen={open}
                onTrash={trash}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import classes from './outline.module.css';
import type { OutlineRow, Selected } from './outline-rows';

const ROW_HEIGHT_PX = 30;
const PAGE_OF_ROWS = 15;

type OutlineProps = { rows: readonly OutlineRow[]; current: string; onSelect: (selected: Selected) => void };

/** All parts of a draft: one tab stop, moved through with the arrow keys, drawn only where it is seen. */
export function Outline({ rows, current, onSelect }: OutlineProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const idPrefix = useId();
  const index = rows.findIndex(({ key }) => key === current);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 10,
  });

  useEffect(() => {
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [index, virtualizer]);

  function handleKey(event: KeyboardEvent): void {
    const target = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + PAGE_OF_ROWS,
      PageUp: index - PAGE_OF_ROWS,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const row = rows[Math.min(Math.max(target, 0), rows.length - 1)];
    if (row) onSelect(row.selected);
  }

  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label="Parts of the framework"
      aria-activedescendant={index < 0 ? undefined : `${idPrefix}${index}`}
      className={classes.outline}
      onKeyDown={handleKey}
    >
      <div role="presentation" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
              <div
                key={item.key}
                id={`${idPrefix}${item.index}`}
                role="option"
                tabIndex={-1}
                aria-selected={row.key === current}
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
                data-level={row.level}
                className={classes.row}
                style={{ transform: `translateY(${item.start}px)`, height: ROW_HEIGHT_PX }}
                onClick={() => onSelect(row.selected)}
              >
                {row.label}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

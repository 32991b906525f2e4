import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { Framework } from '#shared/model/framework';
import { CompetencyEntry, DomainEntry, IndicatorEntry } from './book-entries';
import { BookFront } from './book-front';
import classes from './book-pages.module.css';
import { type BookRow, keyOf } from './book-rows';
import { CrosswalkNote, PlaceLink } from './crosswalk-note';
import type { CrosswalkView } from './crosswalk-view';

/** Up to so many rows all are drawn, so that the browser's own search and a screen reader have the whole book. */
const DRAWN_WHOLE = 400;
const ESTIMATED_ROW_PX = 110;

export type BookPagesHandle = {
  /** Scrolls to a competency or an indicator and moves the focus there. */
  goTo: (code: string) => void;
};

type BookPagesProps = {
  ref?: Ref<BookPagesHandle>;
  framework: Framework;
  rows: readonly BookRow[];
  /** Whether nothing is left out of the rows. */
  isWhole: boolean;
  view: CrosswalkView | undefined;
  /** What is to be said of the other framework above the pages. */
  remark?: string | undefined;
  /** The code of the item to begin at. */
  at: string | undefined;
  onGoTo: (code: string) => void;
};

/** The text of a book, drawn only where it is seen once it is long. */
export function BookPages(props: BookPagesProps) {
  const { ref, framework, rows: found, isWhole, view, remark, at, onGoTo } = props;
  const scroller = useRef<HTMLElement>(null);
  const [wanted, setWanted] = useState(at);
  const onlyThere = isWhole && view && view.onlyThere.length > 0;
  const rows = useMemo(
    () => [...found, ...(onlyThere ? [{ type: 'only-there' as const }] : [])],
    [found, onlyThere],
  );
  const keys = useMemo(() => rows.map((row) => (row.type === 'only-there' ? row.type : keyOf(row))), [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATED_ROW_PX,
    getItemKey: (index) => keys[index] ?? index,
    overscan: rows.length <= DRAWN_WHOLE ? rows.length : 8,
  });

  useImperativeHandle(ref, () => ({ goTo: setWanted }), []);
  useEffect(() => setWanted(at), [at]);

  // The rows may come later than the wish: a search that is taken back, another framework.
  useEffect(() => {
    if (wanted === undefined) return;
    const index = keys.indexOf(`item ${wanted}`);
    if (index < 0) return;
    let tries = 20;
    let frame = requestAnimationFrame(function look() {
      virtualizer.scrollToIndex(index, { align: 'start' });
      const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      tries -= 1;
      // Rows above are measured as they are drawn, which moves those below.
      if (tries > 17 || (!row && tries > 0)) frame = requestAnimationFrame(look);
      else {
        row?.focus({ preventScroll: true });
        setWanted(undefined);
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, keys, virtualizer]);

  return (
    <div className={classes.pages}>
      {remark && (
        <p role="status" className={classes.remark}>
          {remark}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */}
      <section ref={scroller} aria-label="Pages" tabIndex={0} className={classes.scroller}>
        <div className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <div
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  tabIndex={-1}
                  className={classes.row}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {row.type === 'only-there' ? (
                    <OnlyThere framework={framework} view={view} />
                  ) : (
                    <Row row={row} framework={framework} view={view} onGoTo={onGoTo} />
                  )}
                </div>
              )
            );
          })}
        </div>
      </section>
    </div>
  );
}

type RowProps = Pick<BookPagesProps, 'framework' | 'view' | 'onGoTo'> & { row: BookRow };

function Row({ row, framework, view, onGoTo }: RowProps) {
  switch (row.type) {
    case 'front':
      return <BookFront framework={framework} />;
    case 'domain':
      return <DomainEntry domain={row.domain} />;
    case 'competency':
      return (
        <>
          <CompetencyEntry competency={row.competency} framework={framework} onGoTo={onGoTo} />
          {view && <CrosswalkNote code={row.competency.code} framework={framework} view={view} />}
        </>
      );
    case 'indicator':
      return (
        <article aria-label={`Indicator ${row.indicator.code}`}>
          <IndicatorEntry indicator={row.indicator} />
          {view && (
            <div className={classes.indented}>
              <CrosswalkNote code={row.indicator.code} framework={framework} view={view} />
            </div>
          )}
        </article>
      );
  }
}

/** What the other framework has and this one has not. */
function OnlyThere({ framework, view }: Pick<BookPagesProps, 'framework' | 'view'>) {
  if (!view) return null;
  return (
    <section aria-labelledby="only-there" className={classes.only}>
      <h2 id="only-there">Only in {view.other.title}</h2>
      <ul>
        {view.onlyThere.map((code) => (
          <li key={code}>
            <PlaceLink code={code} here={framework} view={view} />
          </li>
        ))}
      </ul>
    </section>
  );
}

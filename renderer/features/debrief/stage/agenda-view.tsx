import { NumberInput, UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { StepHead } from '#shared/debrief/debrief-steps';
import { aboutOf, describeStanding, titleOfStep } from '#shared/debrief/step-words';
import { formatSpan } from '#shared/formats/moment-words';
import { formatTimeCode } from '#shared/formats/time-code';
import { DEBRIEF_MINUTES } from '#shared/model/debrief';
import classes from './agenda-view.module.css';
import { changeAgenda } from './outcome-edits';
import { useStage } from './stage-context';
import { useStageKeys } from './use-stage-keys';

const ROW_HEIGHT_PX = 56;

type Row = { step: StepHead; seconds: number | undefined; isFixed: boolean };

type AgendaViewProps = {
  /** The step that one comes from. */
  from: string | undefined;
  onOpen: (stepId: string) => void;
  handlers: Parameters<typeof useStageKeys>[0];
};

/** What the group talks about, the most disputed first, with the time for each; and what there is no time for. */
export function AgendaView({ from, onOpen, handlers }: AgendaViewProps) {
  const { agenda, steps, content, edit, framework, isReading, session, reviewers } = useStage();
  const rows = useMemo<Row[]>(
    () => [
      ...agenda.items.map(({ step, seconds, isFixed }) => ({ step, seconds, isFixed })),
      ...agenda.rest.map((step) => ({ step, seconds: undefined, isFixed: false })),
    ],
    [agenda],
  );
  const [cursorId, setCursorId] = useState(from ?? rows[0]?.step.id);
  const [showsStanding, setShowsStanding] = useState(false);
  const cursor = Math.max(
    0,
    rows.findIndex(({ step }) => step.id === cursorId),
  );
  const current = rows[cursor];
  const list = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 8,
    initialOffset: () => Math.max(0, (cursor - 3) * ROW_HEIGHT_PX),
  });
  useStageKeys({ ...handlers, reveal: () => setShowsStanding(!showsStanding) });

  function moveTo(index: number): void {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    setCursorId(row.step.id);
    virtualizer.scrollToIndex(rows.indexOf(row));
  }

  function changeMinutes(by: number): void {
    if (current?.seconds === undefined || isReading) return;
    const minutes = Math.max(1, Math.round(current.seconds / 60) + by);
    edit(changeAgenda(current.step.id, { minutes }), 'agenda');
  }

  function toggle(): void {
    if (!current || isReading) return;
    edit(changeAgenda(current.step.id, { isIncluded: current.seconds === undefined }), 'agenda');
  }

  function handleKey(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / ROW_HEIGHT_PX) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor - 1,
      PageDown: cursor + page,
      PageUp: cursor - page,
      Home: 0,
      End: rows.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) moveTo(move);
    else if (event.key === 'Enter' && current) onOpen(current.step.id);
    else if (event.key === 'x' || event.key === 'X') toggle();
    else if (event.key === '+') changeMinutes(1);
    else if (event.key === '-') changeMinutes(-1);
    else return;
    event.preventDefault();
  }

  const done = Object.values(content.outcomes).filter(({ result }) => result !== undefined).length;
  return (
    <section className={classes.agenda} aria-labelledby="agenda-heading">
      <header className={classes.head}>
        <div>
          <h1 id="agenda-heading" className={classes.title}>
            {session.title}
          </h1>
          <p className={classes.about}>
            {describeCount(agenda.items.length, agenda.rest.length)}
            {done > 0 && ` · ${done} with a result`} · {reviewers.map(({ name }) => name).join(', ')}
          </p>
        </div>
        <NumberInput
          label="Minutes in all"
          size="sm"
          w="8rem"
          min={DEBRIEF_MINUTES.least}
          max={DEBRIEF_MINUTES.most}
          step={5}
          clampBehavior="blur"
          disabled={isReading}
          value={content.totalMinutes}
          onChange={(value) => {
            const minutes = Math.round(Number(value));
            if (minutes < DEBRIEF_MINUTES.least || minutes > DEBRIEF_MINUTES.most) return;
            edit((before) => ({ ...before, totalMinutes: minutes }), 'agenda');
          }}
        />
      </header>
      {steps.length === 0 ? (
        <p className={classes.nothing}>
          Nobody marked a moment or rated anything that counts, so there is nothing to compare. You can still
          write down one intention each, and make the minutes.
        </p>
      ) : (
        <>
          <div
            ref={list}
            role="listbox"
            aria-label="Agenda"
            aria-activedescendant={current && `agenda-${cursor}`}
            tabIndex={0}
            className={classes.list}
            onKeyDown={handleKey}
          >
            <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
              {virtualizer.getVirtualItems().map((item) => {
                const row = rows[item.index];
                if (!row) return null;
                const { step, seconds, isFixed } = row;
                const about = aboutOf(step);
                const result = content.outcomes[step.id]?.result;
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox takes the keys
                  <div
                    key={step.id}
                    id={`agenda-${item.index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={item.index === cursor}
                    aria-setsize={rows.length}
                    aria-posinset={item.index + 1}
                    className={classes.row}
                    data-rest={seconds === undefined || undefined}
                    style={{ height: ROW_HEIGHT_PX, transform: `translateY(${item.start}px)` }}
                    onClick={() => setCursorId(step.id)}
                    onDoubleClick={() => onOpen(step.id)}
                  >
                    <span className={classes.number}>{seconds === undefined ? '' : item.index + 1}</span>
                    <span className={classes.name}>{titleOfStep(framework, about)}</span>
                    <span className={classes.place}>
                      {about.type === 'moment' ? formatSpan(about) : 'rating'}
                    </span>
                    <span className={classes.state}>
                      {result === 'agreed' ? 'Agreed' : result === 'open' ? 'Stays open' : ''}
                      {result === undefined && showsStanding && describeStanding(step)}
                    </span>
                    <span className={classes.time}>
                      {seconds === undefined ? 'if there is time' : formatTimeCode(seconds * 1_000)}
                      {isFixed && <span title="Set by hand"> ·</span>}
                    </span>
                  </div>
                );
              })}
            </div>
          </div>
          <div className={classes.tools}>
            <Tool onClick={() => current && onOpen(current.step.id)} keys="Enter">
              Open
            </Tool>
            <Tool onClick={toggle} keys="X">
              {current?.seconds === undefined ? 'Put on the agenda' : 'Take off the agenda'}
            </Tool>
            <Tool onClick={() => changeMinutes(1)} keys="+">
              One minute more
            </Tool>
            <Tool onClick={() => changeMinutes(-1)} keys="−">
              One less
            </Tool>
            <Tool onClick={() => setShowsStanding(!showsStanding)} keys="R">
              {showsStanding ? 'Hide how they stand' : 'Show how they stand'}
            </Tool>
            {agenda.seconds > content.totalMinutes * 60 && (
              <span className={classes.over} role="status">
                The times set by hand make it {Math.ceil(agenda.seconds / 60)} minutes.
              </span>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function Tool({ children, keys, onClick }: { children: string; keys: string; onClick: () => void }) {
  return (
    <UnstyledButton className={classes.tool} onClick={onClick}>
      <kbd>{keys}</kbd> {children}
    </UnstyledButton>
  );
}

function describeCount(items: number, rest: number): string {
  const steps = items === 1 ? '1 step' : `${items} steps`;
  return rest === 0
    ? `${steps}, the most disputed first`
    : `${steps} of ${items + rest}, the most disputed first`;
}

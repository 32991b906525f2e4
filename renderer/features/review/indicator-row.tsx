import { IconChevronDown, IconNote } from '@tabler/icons-react';
import { type KeyboardEvent, memo, useId, useMemo, useState } from 'react';
import { type Competency, type Indicator, statesOf } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import type { IndicatorMark } from '#shared/model/review';
import { isForText, keepButtonKeys } from '../../ui/choice-keys';
import { EvidenceChips } from './evidence-chips';
import { IndicatorDetails } from './indicator-details';
import { IndicatorHints } from './indicator-hints';
import classes from './indicator-row.module.css';
import { STATE_FACES, stateOfKey } from './indicator-states';
import { LinkButton } from './link-button';
import type { ReviewActions } from './review-actions';
import { StateBadge, StatePicker } from './state-picker';
import { useMomentDrop } from './use-moment-drop';
import type { FaceOf } from './use-review-panel';

const NO_EVIDENCE: readonly Moment[] = [];

type IndicatorRowProps = {
  indicator: Indicator;
  /** Of its competency. */
  marking: Competency['marking'];
  mark: IndicatorMark | undefined;
  evidence: readonly Moment[] | undefined;
  selected: Moment | undefined;
  /** Whether this is the row that the keyboard reaches with Tab. */
  isCurrent: boolean;
  isReadOnly: boolean;
  actions: ReviewActions;
  faceOf: FaceOf;
  onPlay: (momentId: string) => void;
  onBecomeCurrent: (code: string) => void;
  /** Tells those who do not see it what a key did. */
  announce: (message: string) => void;
};

/** One line of the checklist: what to look for, its state, and the moments that show it. */
export const IndicatorRow = memo(function IndicatorRow({
  indicator,
  marking,
  mark,
  evidence = NO_EVIDENCE,
  selected,
  isCurrent,
  isReadOnly,
  actions,
  faceOf,
  onPlay,
  onBecomeCurrent,
  announce,
}: IndicatorRowProps) {
  const { code, text } = indicator;
  const detailsId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const target = { type: 'indicator', code } as const;
  const { isOver, dropProps } = useMomentDrop(
    isReadOnly ? undefined : (momentId) => actions.link(momentId, target),
  );
  const selectedIsLinked = selected?.indicators.includes(code) ?? false;
  const stateLabel = mark ? STATE_FACES[mark.state].label : 'Unmarked';
  const states = useMemo(() => statesOf({ marking }, indicator), [marking, indicator]);

  function toggleLink(): void {
    if (!selected) {
      announce('Select a moment first, then press E to link it.');
      return;
    }
    if (selectedIsLinked) actions.unlink(selected.id, target);
    else actions.link(selected.id, target);
    announce(selectedIsLinked ? `Unlinked from ${code}` : `Linked to ${code}`);
  }

  /** @returns whether the key means something here */
  function edit(key: string): boolean {
    const state = stateOfKey(key);
    if (state && !states.includes(state)) {
      announce(`${code} is observed or not observed; it has no “${STATE_FACES[state].label}”.`);
      return true;
    }
    if (state) {
      actions.mark(code, state);
      announce(`${code}: ${STATE_FACES[state].label}`);
      return true;
    }
    if (key === 'Backspace') {
      actions.unmark(code);
      announce(`${code}: Unmarked`);
      return true;
    }
    if (key.toLowerCase() !== 'e') return false;
    toggleLink();
    return true;
  }

  function handleKey(event: KeyboardEvent<HTMLElement>): void {
    keepButtonKeys(event);
    if (isForText(event)) return;
    if (takesKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  function takesKey(event: KeyboardEvent<HTMLElement>): boolean {
    switch (event.key) {
      case 'ArrowDown':
        return focusRow(event.currentTarget, 1);
      case 'ArrowUp':
        return focusRow(event.currentTarget, -1);
      case 'Enter':
        if (event.target !== event.currentTarget) return false;
        setIsOpen(!isOpen);
        return true;
      default:
        // A key held down repeats; what it would repeat are whole steps.
        return !isReadOnly && (event.repeat || edit(event.key));
    }
  }

  return (
    <li className={classes.item} data-place={code}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be given the focus */}
      <div
        role="group"
        aria-label={`${code} ${text} ${stateLabel}`}
        aria-keyshortcuts="o p n - x Backspace e Enter"
        tabIndex={isCurrent ? 0 : -1}
        className={classes.row}
        data-indicator-row={code}
        data-over={isOver}
        data-marked={mark !== undefined}
        onKeyDown={handleKey}
        onFocus={() => onBecomeCurrent(code)}
        {...dropProps}
      >
        <p className={classes.text}>
          <span className={classes.code}>{code}</span> {text}
        </p>
        <button
          type="button"
          className={classes.opener}
          tabIndex={isCurrent ? 0 : -1}
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          aria-label={`Details of ${code}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconChevronDown size={16} stroke={1.75} aria-hidden />
        </button>
        <IndicatorHints indicator={indicator} />
        <div className={classes.controls}>
          {isReadOnly ? (
            <StateBadge state={mark?.state} />
          ) : (
            <StatePicker
              code={code}
              states={states}
              state={mark?.state}
              isReachable={isCurrent}
              onPick={actions.mark}
              onClear={actions.unmark}
            />
          )}
          {selected && !isReadOnly && !selectedIsLinked && (
            <LinkButton moment={selected} code={code} isShort isReachable={isCurrent} onLink={toggleLink} />
          )}
        </div>
        <EvidenceChips
          code={code}
          evidence={evidence}
          selectedId={selectedIsLinked ? selected?.id : undefined}
          faceOf={faceOf}
          isReachable={isCurrent}
          onPlay={onPlay}
          onUnlink={isReadOnly ? undefined : actions.unlink}
        />
        {mark?.note && (!isOpen || isReadOnly) && (
          <p className={classes.note}>
            <IconNote size={14} stroke={1.75} aria-hidden />
            <span>{mark.note}</span>
          </p>
        )}
        {isOpen && (
          <IndicatorDetails
            id={detailsId}
            indicator={indicator}
            note={mark?.note}
            onNote={isReadOnly ? undefined : (note) => actions.noteMark(code, note)}
          />
        )}
      </div>
    </li>
  );
});

/** Moves the focus to the row before or after, past headings and over what is folded. */
function focusRow(row: HTMLElement, step: 1 | -1): boolean {
  const rows = [
    ...(row.closest('[data-checklist]')?.querySelectorAll<HTMLElement>('[data-indicator-row]') ?? []),
  ];
  rows[rows.indexOf(row) + step]?.focus();
  return true;
}

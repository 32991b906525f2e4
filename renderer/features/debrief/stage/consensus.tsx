import { UnstyledButton } from '@mantine/core';
import type { KeyboardEvent, RefObject } from 'react';
import type { DebriefStep } from '#shared/debrief/debrief-steps';
import { aboutOf, valuesOfStep } from '#shared/debrief/step-words';
import type { Outcome } from '#shared/model/debrief';
import { CommittedTextarea } from '../../../ui/committed-textarea';
import classes from './consensus.module.css';
import { changeOutcome, withNote, withoutResult, withResult, withValue } from './outcome-edits';
import { useStage } from './stage-context';

const MAXIMUM_NOTE_LENGTH = 4_000;

type ConsensusProps = {
  step: DebriefStep;
  outcome: Outcome;
  valuesRef: RefObject<HTMLDivElement | null>;
  noteRef: RefObject<HTMLTextAreaElement | null>;
};

/** What the group says in the end: a value if it wants one, and a note. It stands beside what everyone submitted. */
export function Consensus({ step, outcome, valuesRef, noteRef }: ConsensusProps) {
  const { framework, edit, isReading } = useStage();
  const values = valuesOfStep(framework, aboutOf(step));
  const change = (how: (before: Outcome) => Outcome, mark: string) =>
    edit(changeOutcome(step, how), `${mark} ${step.id}`);

  /** Digits choose, arrows move among the values, and Enter goes on to the note. */
  function handleKey(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons: (Element | null)[] = [...event.currentTarget.querySelectorAll('button')];
    const place = buttons.indexOf(document.activeElement);
    const focus = (at: number) => (buttons[at] as HTMLElement | undefined)?.focus();
    const way = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : undefined;
    if (way !== undefined) focus((place + way + buttons.length) % buttons.length);
    else if (digit !== undefined) {
      const value = values[digit - 1];
      if (!value) return;
      focus(digit - 1);
      if (outcome.value !== value.id) change((before) => withValue(before, value.id), 'value');
    } else if (event.key === 'Enter') noteRef.current?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section aria-labelledby="consensus-heading" className={classes.consensus}>
      <h2 id="consensus-heading" className={classes.heading}>
        What the group says
      </h2>
      <fieldset className={classes.fields} disabled={isReading}>
        <div
          ref={valuesRef}
          role="radiogroup"
          aria-label="Value that the group agrees on"
          className={classes.values}
          onKeyDown={handleKey}
        >
          {values.map(({ id, label }, index) => (
            <UnstyledButton
              key={id}
              role="radio"
              aria-checked={outcome.value === id}
              tabIndex={outcome.value === id || (outcome.value === undefined && index === 0) ? 0 : -1}
              className={classes.value}
              onClick={() => change((before) => withValue(before, id), 'value')}
            >
              {index < 9 && <span className={classes.digit}>{index + 1}</span>}
              {label}
            </UnstyledButton>
          ))}
        </div>
        <CommittedTextarea
          key={step.id}
          label="Note on what the group says"
          hidesLabel
          placeholder={outcome.result === 'open' ? 'What stays open, and why' : 'In the group’s words'}
          value={outcome.note}
          maxLength={MAXIMUM_NOTE_LENGTH}
          minRows={2}
          maxRows={5}
          className={classes.note ?? ''}
          inputRef={noteRef}
          onCommit={(note) => change((before) => withNote(before, note), 'note')}
        />
        <div className={classes.results}>
          {(['agreed', 'open'] as const).map((result) => (
            <UnstyledButton
              key={result}
              aria-pressed={outcome.result === result}
              className={classes.result}
              onClick={() => change((before) => withResult(before, result), 'result')}
            >
              {result === 'agreed' ? 'Agreed' : 'Stays open'}
            </UnstyledButton>
          ))}
          {(outcome.result !== undefined || outcome.note !== '') && (
            <UnstyledButton className={classes.clear} onClick={() => change(withoutResult, 'clear')}>
              Clear
            </UnstyledButton>
          )}
        </div>
      </fieldset>
    </section>
  );
}

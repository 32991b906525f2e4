import { TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { IndicatorState } from '#shared/model/framework';
import { isForText } from '../../../ui/choice-keys';
import classes from './self-check.module.css';

const CHOICES = [
  { state: 'not-observed', label: 'Not this time', key: 'n' },
  { state: 'observed', label: 'It was there', key: 'o' },
  { state: 'not-assessable', label: 'Cannot say', key: 'x' },
] as const satisfies readonly { state: IndicatorState; label: string; key: string }[];

type SelfCheckLineProps = {
  code: string;
  text: string;
  answer: { state: IndicatorState; note: string } | undefined;
  isFirst: boolean;
  onAnswer: (code: string, state: IndicatorState) => void;
  onNote: (note: string) => void;
  onGo: (code: string, step: 1 | -1) => void;
};

/** One warning sign, and whether it was there. */
export function SelfCheckLine({ code, text, answer, isFirst, onAnswer, onNote, onGo }: SelfCheckLineProps) {
  function handleKey(event: KeyboardEvent<HTMLElement>): void {
    const isRadio = event.target instanceof HTMLInputElement && event.target.type === 'radio';
    if (!isRadio && isForText(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = CHOICES.find(({ key }) => key === event.key.toLowerCase());
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    if (!choice && !step) return;
    event.preventDefault();
    if (choice && event.repeat) return;
    if (choice) onAnswer(code, choice.state);
    onGo(code, step ?? 1);
  }

  return (
    <fieldset className={classes.line} data-line={code} onKeyDown={handleKey}>
      <legend className={classes.text}>
        <span className={classes.code}>{code}</span> {text}
      </legend>
      <div className={classes.choices}>
        {CHOICES.map(({ state, label }, place) => (
          <label key={state} className={classes.choice} data-state={state}>
            <input
              type="radio"
              name={`self-check ${code}`}
              checked={answer?.state === state}
              data-autofocus={isFirst && place === 0 ? true : undefined}
              onChange={() => onAnswer(code, state)}
            />
            {label}
          </label>
        ))}
      </div>
      {answer?.state === 'observed' && (
        <TextInput
          size="xs"
          className={classes.note}
          aria-label={`What happened, for ${code}`}
          placeholder="What happened, in a few words"
          maxLength={2_000}
          value={answer.note}
          onChange={(event) => onNote(event.currentTarget.value)}
        />
      )}
    </fieldset>
  );
}

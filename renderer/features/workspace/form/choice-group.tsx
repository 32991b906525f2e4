import type { KeyboardEvent } from 'react';
import type { ChoiceField } from '#shared/forms/moment-forms';
import { moveAmongRadios } from '../../../ui/choice-keys';
import { optionOfKey } from './form-keys';
import classes from './form-panel.module.css';

type ChoiceGroupProps = {
  field: ChoiceField;
  chosen: readonly (string | boolean)[];
  isDisabled: boolean;
  onToggle: (value: string | boolean) => void;
  onClear: () => void;
};

/** One or several of a few options: a digit takes its option, or lets go of it; 0 and Delete let go of all. */
export function ChoiceGroup(props: ChoiceGroupProps) {
  const { field, isDisabled, onToggle, onClear } = props;

  function press(event: KeyboardEvent<HTMLElement>): void {
    const place = optionOfKey(event);
    const isClearing = ['Delete', 'Backspace', 'Digit0', 'Numpad0'].includes(event.code);
    const isChord = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (isDisabled || (place === undefined && (!isClearing || isChord))) return;
    // Outside of the form these keys mark and delete moments.
    event.preventDefault();
    if (place === undefined) {
      onClear();
      return;
    }
    const option = field.options[place];
    if (option && !event.repeat) onToggle(option.value);
  }

  return (
    <fieldset className={classes.choice} onKeyDown={press}>
      <legend>{field.label}</legend>
      {field.type === 'choice' ? <OneOf {...props} /> : <AnyOf {...props} />}
    </fieldset>
  );
}

function OneOf({ field, chosen, isDisabled, onToggle }: ChoiceGroupProps) {
  return (
    <div role="radiogroup" aria-label={field.label} className={classes.options} onKeyDown={moveAmongRadios}>
      {field.options.map(({ value, label }, position) => {
        const isChosen = chosen.includes(value);
        const isEntry = chosen.length === 0 ? position === 0 : isChosen;
        return (
          // A native radio cannot be let go of by pressing it again.
          // biome-ignore lint/a11y/useSemanticElements: see above
          <button
            key={label}
            type="button"
            role="radio"
            aria-checked={isChosen}
            aria-keyshortcuts={String(position + 1)}
            className={classes.option}
            disabled={isDisabled}
            tabIndex={isEntry ? 0 : -1}
            onClick={() => onToggle(value)}
          >
            <kbd aria-hidden>{position + 1}</kbd>
            {label}
          </button>
        );
      })}
    </div>
  );
}

function AnyOf({ field, chosen, isDisabled, onToggle }: ChoiceGroupProps) {
  return (
    <div className={classes.several}>
      {field.options.map(({ value, label }, position) => (
        <label key={label} className={classes.tick}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            disabled={isDisabled}
            aria-keyshortcuts={String(position + 1)}
            onChange={() => onToggle(value)}
          />
          <kbd aria-hidden>{position + 1}</kbd>
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}

import { memo, useState } from 'react';
import type { IndicatorState } from '#shared/model/framework';
import { moveAmongRadios } from '../../ui/choice-keys';
import { STATE_FACES } from './indicator-states';
import classes from './state-picker.module.css';

type StatePickerProps = {
  code: string;
  /** Those that it can be in. */
  states: readonly IndicatorState[];
  state: IndicatorState | undefined;
  /** Whether the keyboard reaches it with Tab. */
  isReachable: boolean;
  onPick: (code: string, state: IndicatorState) => void;
  onClear: (code: string) => void;
};

/** The states of an indicator. Pressing the chosen one again unmarks it. */
export const StatePicker = memo(function StatePicker({
  code,
  states,
  state,
  isReachable,
  onPick,
  onClear,
}: StatePickerProps) {
  const [looked, setLooked] = useState<IndicatorState>();
  const shown = looked ?? state;

  return (
    <div className={classes.picker}>
      <div
        role="radiogroup"
        aria-label={`State of ${code}`}
        className={classes.states}
        onKeyDown={moveAmongRadios}
        onMouseLeave={() => setLooked(undefined)}
      >
        {states.map((option, position) => {
          const { label, key, icon: StateIcon } = STATE_FACES[option];
          const isChosen = option === state;
          const isEntry = state === undefined ? position === 0 : isChosen;
          return (
            // A native radio cannot be unchecked by pressing it again.
            // biome-ignore lint/a11y/useSemanticElements: see above
            <button
              key={option}
              type="button"
              role="radio"
              aria-checked={isChosen}
              aria-label={label}
              aria-keyshortcuts={key}
              className={classes.state}
              data-state={option}
              tabIndex={isReachable && isEntry ? 0 : -1}
              onClick={() => (isChosen ? onClear(code) : onPick(code, option))}
              onMouseEnter={() => setLooked(option)}
              onFocus={() => setLooked(option)}
              onBlur={() => setLooked(undefined)}
            >
              <StateIcon size={16} stroke={2} aria-hidden />
            </button>
          );
        })}
      </div>
      <span className={classes.label} data-state={shown} data-chosen={shown === state} aria-hidden>
        {shown && STATE_FACES[shown].label}
        {looked && looked !== state && <kbd>{STATE_FACES[looked].key}</kbd>}
      </span>
    </div>
  );
});

/** The state of an indicator where it cannot be changed. */
export function StateBadge({ state }: { state: IndicatorState | undefined }) {
  if (state === undefined) return <span className={classes.unmarked}>Unmarked</span>;
  const { label, icon: StateIcon } = STATE_FACES[state];
  return (
    <span className={classes.badge} data-state={state}>
      <StateIcon size={15} stroke={2.25} aria-hidden />
      {label}
    </span>
  );
}

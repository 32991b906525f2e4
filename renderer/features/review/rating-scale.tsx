import { useId, useState } from 'react';
import { type Competency, OFF_SCALE_VALUES, type Scale } from '#shared/model/framework';
import { moveAmongRadios } from '../../ui/choice-keys';
import classes from './rating-scale.module.css';

/** What choosing a value beside the scale says. */
const OFF_SCALE_FACES: Readonly<Record<(typeof OFF_SCALE_VALUES)[number], Omit<Choice, 'id'>>> = {
  'no-opportunity': {
    label: 'No opportunity',
    anchor: 'The session gave no occasion for it. This never counts as low.',
  },
  'not-assessable': {
    label: 'Not assessable',
    anchor: 'It cannot be judged from this recording. This never counts as low.',
  },
};

type RatingScaleProps = {
  competency: Competency;
  scale: Scale;
  value: string | undefined;
  onRate: (value: string | undefined) => void;
};

type Choice = { id: string; label: string; anchor: string };

/** The values of a competency's scale, what each looks like in a session, and apart from them the two that rate nothing. */
export function RatingScale({ competency, scale, value, onRate }: RatingScaleProps) {
  const anchorId = useId();
  const [looked, setLooked] = useState<string>();
  const onScale: readonly Choice[] = scale.values;
  const offScale: readonly Choice[] = OFF_SCALE_VALUES.map((id) => ({
    id,
    ...OFF_SCALE_FACES[id],
    ...(id === 'no-opportunity' && scale.noOpportunity && { anchor: scale.noOpportunity }),
  }));
  const choices = [...onScale, ...offScale];
  const shown = looked ?? value;
  const entry = choices.some((choice) => choice.id === value) ? value : choices[0]?.id;

  function renderChoice({ id, label }: Choice) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: it is read on focus, and chosen only when pressed
      <button
        key={id}
        type="button"
        role="radio"
        aria-checked={id === value}
        aria-describedby={`${anchorId}-${id}`}
        className={classes.choice}
        tabIndex={id === entry ? 0 : -1}
        onClick={() => onRate(id)}
        onMouseEnter={() => setLooked(id)}
        onFocus={() => setLooked(id)}
        onBlur={() => setLooked(undefined)}
      >
        {label}
      </button>
    );
  }

  return (
    <div>
      <div
        role="radiogroup"
        aria-label={`Rating of ${competency.title}`}
        className={classes.choices}
        onKeyDown={moveAmongRadios}
        onMouseLeave={() => setLooked(undefined)}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
        <div role="group" aria-label="On the scale" className={classes.scale}>
          {onScale.map(renderChoice)}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
        <div role="group" aria-label="Outside the scale" className={classes.outside}>
          {offScale.map(renderChoice)}
          {value !== undefined && (
            <button type="button" className={classes.clear} onClick={() => onRate(undefined)}>
              Clear
            </button>
          )}
        </div>
      </div>
      <div className={classes.anchors}>
        {choices.map((choice) => (
          <p
            key={choice.id}
            id={`${anchorId}-${choice.id}`}
            className={classes.anchor}
            data-shown={choice.id === shown}
          >
            {choice.id !== value && <strong>{choice.label}: </strong>}
            {choice.anchor}
          </p>
        ))}
        <p className={classes.anchor} data-shown={shown === undefined}>
          Point at a value to read what it looks like in a session.
        </p>
      </div>
    </div>
  );
}

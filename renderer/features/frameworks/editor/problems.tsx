import { UnstyledButton } from '@mantine/core';
import { countOf } from '../framework-words';
import { keyOfSelected, type Selected } from './outline-rows';
import classes from './problems.module.css';
import type { DraftProblem } from './use-draft-problems';

const SHOWN = 50;

type ProblemsProps = { problems: readonly DraftProblem[]; onOpen: (selected: Selected) => void };

/** Everything that keeps a draft from being finished, by name; each opens the part that it lies in. */
export function Problems({ problems, onOpen }: ProblemsProps) {
  if (problems.length === 0) return <p className={classes.ready}>Nothing keeps it from being finished.</p>;
  return (
    <details className={classes.problems}>
      <summary>{countOf(problems.length, 'thing')} to put right before it can be finished</summary>
      <ul aria-label="To put right">
        {problems.slice(0, SHOWN).map(({ words, selected }) => (
          <li key={words}>
            <UnstyledButton className={classes.open} onClick={() => onOpen(selected)}>
              {words}
            </UnstyledButton>
          </li>
        ))}
        {problems.length > SHOWN && <li>and {problems.length - SHOWN} more</li>}
      </ul>
    </details>
  );
}

/** The problems of the part that is open, above its form. */
export function ProblemsHere({ problems, at }: { problems: readonly DraftProblem[]; at: Selected }) {
  const here = problems.filter(({ selected }) => keyOfSelected(selected) === keyOfSelected(at));
  if (here.length === 0) return null;
  return (
    <ul aria-label="To put right here" className={classes.here}>
      {here.slice(0, SHOWN).map(({ words }) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}

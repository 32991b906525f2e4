import classes from './mark.module.css';
import type { Reviewer } from './name-reviewers';

const FORMS = ['filled', 'outlined', 'tinted', 'dashed'] as const;

/** The letters of a reviewer, large enough for a room. */
export function Mark({ reviewer, isBeside = false }: { reviewer: Reviewer; isBeside?: boolean }) {
  return (
    <span
      className={classes.mark}
      data-form={FORMS[reviewer.index % FORMS.length]}
      data-beside={isBeside || undefined}
      role="img"
      aria-label={isBeside ? `${reviewer.name}, not in the figures` : reviewer.name}
      title={reviewer.name}
    >
      {reviewer.mark}
    </span>
  );
}

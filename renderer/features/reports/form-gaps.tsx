import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './form-gaps.module.css';

type FormGapsProps = {
  gaps: readonly string[];
  /** How they can be filled in. */
  advice: string;
};

/** What a report lacks, for whoever makes it; none of it is printed. */
export function FormGaps({ gaps, advice }: FormGapsProps) {
  return (
    <details className={classes.gaps}>
      <summary className={classes.summary}>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
        {gaps.length === 1
          ? 'One thing is missing in this form'
          : `${gaps.length} things are missing in this form`}
      </summary>
      <ul className={classes.list}>
        {gaps.map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </ul>
      <p className={classes.advice}>{advice}</p>
    </details>
  );
}

import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './form-gaps.module.css';

/** What the form lacks, for whoever makes it; none of it is printed. */
export function FormGaps({ gaps }: { gaps: readonly string[] }) {
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
      <p className={classes.advice}>
        A submitted review stays as it is. To fill them in, correct the review and make the form of the
        correction.
      </p>
    </details>
  );
}

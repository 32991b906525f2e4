import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './uncertain.module.css';

/** Says beside a thing that it must not be taken as certain, and why. */
export function Uncertain({ reason }: { reason: string | undefined }) {
  if (reason === undefined) return null;
  return (
    <p className={classes.uncertain}>
      <IconAlertTriangle size={14} stroke={1.75} aria-hidden className={classes.icon} />
      <span>
        <strong>Not certain.</strong> {reason}
      </span>
    </p>
  );
}

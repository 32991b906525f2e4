import { formatTimeCode } from '#shared/formats/time-code';
import classes from './clock.module.css';

type ClockProps = { spentMs: number; seconds: number; isStopped: boolean };

/** How much of its time a step has had. It tells, and never calls. */
export function Clock({ spentMs, seconds, isStopped }: ClockProps) {
  const totalMs = seconds * 1_000;
  const leftMs = totalMs - spentMs;
  const words =
    leftMs >= 0
      ? `${formatTimeCode(leftMs + 999)} left of ${formatTimeCode(totalMs)}`
      : `${formatTimeCode(-leftMs)} over`;
  return (
    <div className={classes.clock} role="timer" aria-live="off">
      <span className={classes.words}>
        {seconds === 0 ? formatTimeCode(spentMs) : words}
        {isStopped && ' · stopped'}
      </span>
      <span className={classes.way} aria-hidden>
        <span
          className={classes.gone}
          style={{ width: `${totalMs === 0 ? 0 : Math.min(100, (spentMs / totalMs) * 100)}%` }}
        />
      </span>
    </div>
  );
}

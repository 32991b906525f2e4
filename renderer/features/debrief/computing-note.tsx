import { Loader } from '@mantine/core';
import classes from './agreement-section.module.css';
import type { Computed } from './use-agreement';

/** Says in place of figures that they are being computed, or that they cannot be. */
export function ComputingNote({ phase }: { phase: Computed<unknown>['phase'] }) {
  if (phase === 'done') return null;
  return (
    <p className={classes.words} role="status">
      {phase === 'computing' ? (
        <>
          <Loader size={12} aria-hidden /> Comparing what all of you marked. The page can be used meanwhile.
        </>
      ) : (
        'The figures could not be computed. Open this page again to try once more.'
      )}
    </p>
  );
}

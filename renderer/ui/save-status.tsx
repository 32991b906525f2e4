import { UnstyledButton } from '@mantine/core';
import type { SaveState } from './autosave';
import classes from './save-status.module.css';

type SaveStatusProps = { state: SaveState; onRetry: () => void };

/** Says truly whether what the form shows is on disk. */
export function SaveStatus({ state, onRetry }: SaveStatusProps) {
  return (
    <span role="status" className={classes.status} data-phase={state.phase}>
      {state.phase === 'failed' ? (
        <>
          Not saved. {state.message}{' '}
          <UnstyledButton className={classes.retry} onClick={onRetry}>
            Try again
          </UnstyledButton>
        </>
      ) : (
        describe(state)
      )}
    </span>
  );
}

function describe(state: SaveState): string {
  switch (state.phase) {
    case 'pending':
    case 'saving':
      return 'Saving…';
    case 'saved':
      return 'Saved';
    default:
      return '';
  }
}

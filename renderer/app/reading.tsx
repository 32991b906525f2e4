import { IconEye } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLibraryStatus } from './queries/library-queries';
import classes from './reading.module.css';

/** Whether the library can only be read, since another Concordance has it. */
export function useIsReading(): boolean {
  return useLibraryStatus().data?.access.mode === 'reading';
}

/** Says above every screen that nothing can be changed, and why. */
export function ReadingBanner() {
  const { data: status } = useLibraryStatus();
  if (status?.access.mode !== 'reading') return null;
  return (
    <div className={classes.banner} role="status" aria-label="Open for reading">
      <IconEye size={18} stroke={1.75} aria-hidden className={classes.icon} />
      <p className={classes.text}>
        {status.access.reason} Nothing can be changed here.{' '}
        <button type="button" className={classes.again} onClick={() => location.reload()}>
          Look again for what changed
        </button>
      </p>
    </div>
  );
}

/** Disables every control inside that changes something, where the library can only be read. Links still work. */
export function Changes({ children }: { children: ReactNode }) {
  return (
    <fieldset className={classes.changes} disabled={useIsReading()}>
      {children}
    </fieldset>
  );
}

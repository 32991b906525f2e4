import type { ReactNode } from 'react';
import classes from './import-tray.module.css';

/** Where a file stands, with what can be answered beside it. */
export function Stands({ children, answers }: { children: ReactNode; answers?: ReactNode }) {
  return (
    <>
      <div className={classes.text}>{children}</div>
      <div className={classes.answers}>{answers}</div>
    </>
  );
}

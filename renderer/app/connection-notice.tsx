import { IconPlugConnectedX } from '@tabler/icons-react';
import { UNREACHABLE_MESSAGE } from './api-error';
import classes from './connection-notice.module.css';
import { useConnection } from './server-events';

/** Stays on every screen until the backend answers again; the screen below keeps what it shows. */
export function ConnectionNotice() {
  const lost = useConnection((connection) => connection.lost);
  return (
    <div role="alert" className={classes.place}>
      {lost && (
        <p className={classes.notice}>
          <IconPlugConnectedX size={18} stroke={1.75} aria-hidden />
          {UNREACHABLE_MESSAGE}
        </p>
      )}
    </div>
  );
}

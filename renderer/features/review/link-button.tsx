import { IconLink } from '@tabler/icons-react';
import { formatTimeCode } from '#shared/formats/time-code';
import type { Moment } from '#shared/model/moment';
import classes from './link-button.module.css';

type LinkButtonProps = {
  moment: Moment;
  code: string;
  onLink: () => void;
  isReachable?: boolean;
  /** Says the time only, where room is scarce. */
  isShort?: boolean;
};

/** Links the selected moment, and says by its time which one that is. */
export function LinkButton({ moment, code, onLink, isReachable = true, isShort = false }: LinkButtonProps) {
  const time = formatTimeCode(moment.startMs);
  return (
    <button
      type="button"
      className={classes.link}
      data-short={isShort || undefined}
      tabIndex={isReachable ? 0 : -1}
      aria-label={`Link ${time}, the selected moment, to ${code}`}
      aria-keyshortcuts="e"
      title={`Link the selected moment to ${code} (E)`}
      onClick={onLink}
    >
      <IconLink size={14} stroke={2} aria-hidden />
      {isShort ? time : `Link ${time}`}
    </button>
  );
}

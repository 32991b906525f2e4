import { VisuallyHidden } from '@mantine/core';
import { IconPlayerPlayFilled, IconX } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import type { Moment, Polarity } from '#shared/model/moment';
import classes from './evidence-chips.module.css';
import type { ReviewActions } from './review-actions';
import type { FaceOf } from './use-review-panel';

const SHOWN_AT_FIRST = 6;

/** What is said beside a moment that does not simply show what it is linked to. */
export const POLARITY_WORDS: Readonly<Record<Polarity, string>> = {
  shown: '',
  missed: 'missed',
  against: 'against',
};

type EvidenceChipsProps = {
  code: string;
  evidence: readonly Moment[];
  /** The selected moment, where it is one of these. */
  selectedId: string | undefined;
  faceOf: FaceOf;
  isReachable: boolean;
  onPlay: (momentId: string) => void;
  /** Absent where links cannot be changed. */
  onUnlink: ReviewActions['unlink'] | undefined;
};

/** The moments linked to one line; a click plays. */
export const EvidenceChips = memo(function EvidenceChips({
  code,
  evidence,
  selectedId,
  faceOf,
  isReachable,
  onPlay,
  onUnlink,
}: EvidenceChipsProps) {
  const [showsAll, setShowsAll] = useState(false);
  if (evidence.length === 0) return null;
  const shown = showsAll ? evidence : evidence.slice(0, SHOWN_AT_FIRST);
  const tabIndex = isReachable ? 0 : -1;

  return (
    <ul className={classes.chips} aria-label={`Evidence for ${code}`}>
      {shown.map((moment) => {
        const { label, colour } = faceOf(moment.kind);
        const time = formatTimeCode(moment.startMs);
        const polarity = POLARITY_WORDS[moment.polarity];
        return (
          <li key={moment.id} className={classes.chip} data-selected={moment.id === selectedId}>
            <button
              type="button"
              className={classes.play}
              tabIndex={tabIndex}
              title={moment.quote || moment.note || label}
              onClick={() => onPlay(moment.id)}
            >
              <VisuallyHidden>Play </VisuallyHidden>
              <span className={classes.mark} style={{ color: colour }} aria-hidden>
                <IconPlayerPlayFilled size={11} />
              </span>
              <span className={classes.time}>{time}</span> <span className={classes.kind}>{label}</span>{' '}
              {polarity && <span className={classes.polarity}>{polarity}</span>}
            </button>
            {onUnlink && (
              <button
                type="button"
                className={classes.unlink}
                tabIndex={tabIndex}
                aria-label={`Unlink ${time} from ${code}`}
                onClick={() => onUnlink(moment.id, { type: 'indicator', code })}
              >
                <IconX size={13} stroke={2} aria-hidden />
              </button>
            )}
          </li>
        );
      })}
      {shown.length < evidence.length && (
        <li>
          <button
            type="button"
            className={classes.more}
            tabIndex={tabIndex}
            onClick={() => setShowsAll(true)}
          >
            {evidence.length - shown.length} more
          </button>
        </li>
      )}
    </ul>
  );
});

import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import { kindsOf, type Moment, type MomentKind } from '#shared/model/moment';
import classes from './trail-story.module.css';

type EvidenceButtonsProps = {
  momentIds: readonly string[];
  momentOf: (momentId: string) => Moment | undefined;
  framework: { kinds: readonly MomentKind[] };
  /** Absent where there is nothing to play. */
  onPlay?: ((moment: Moment) => void) | undefined;
};

/** So many are seen at once, and so many more at each press: thousands of buttons would hold up the screen. */
const AT_ONCE = 24;

/** The moments behind a sentence or a figure, each playable. */
export function EvidenceButtons({ momentIds, momentOf, framework, onPlay }: EvidenceButtonsProps) {
  const [mostShown, setMostShown] = useState(AT_ONCE);
  const evidence = momentIds.flatMap((id) => momentOf(id) ?? []);
  if (evidence.length === 0) return null;
  const hidden = evidence.length - mostShown;
  const labelOf = ({ kind }: Moment) => kindsOf(framework).find(({ id }) => id === kind)?.label ?? kind;
  return (
    <span className={classes.evidence}>
      {evidence.slice(0, mostShown).map((moment) =>
        onPlay ? (
          <button
            key={moment.id}
            type="button"
            className={classes.moment}
            aria-label={`Play ${labelOf(moment)} at ${formatTimeCode(moment.startMs)}`}
            title={labelOf(moment)}
            onClick={() => onPlay(moment)}
          >
            <IconPlayerPlayFilled size={9} aria-hidden />
            {formatTimeCode(moment.startMs)}
          </button>
        ) : (
          <span key={moment.id} className={classes.moment} title={labelOf(moment)}>
            {formatTimeCode(moment.startMs)}
          </span>
        ),
      )}
      {hidden > 0 && (
        <button type="button" className={classes.moment} onClick={() => setMostShown(mostShown + AT_ONCE)}>
          {hidden.toLocaleString('en')} more
        </button>
      )}
    </span>
  );
}

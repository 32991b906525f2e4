import { VisuallyHidden } from '@mantine/core';
import { IconPlayerPlayFilled, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import type { Competency } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import { POLARITY_WORDS } from './evidence-chips';
import classes from './evidence-list.module.css';
import type { FaceOf } from './use-review-panel';

const SHOWN_AT_FIRST = 5;

type EvidenceListProps = {
  competency: Competency;
  evidence: readonly Moment[];
  selectedId: string | undefined;
  faceOf: FaceOf;
  onPlay: (momentId: string) => void;
  /** Absent where links cannot be changed. Only links to the competency as a whole are taken away here. */
  onUnlink: ((momentId: string) => void) | undefined;
};

/** The moments that are evidence for a rating, with what was said and through which lines they count. */
export function EvidenceList({
  competency,
  evidence,
  selectedId,
  faceOf,
  onPlay,
  onUnlink,
}: EvidenceListProps) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? evidence : evidence.slice(0, SHOWN_AT_FIRST);

  return (
    <>
      <ul className={classes.list} aria-label={`Evidence for ${competency.title}`}>
        {shown.map((moment) => {
          const { label, colour } = faceOf(moment.kind);
          const time = formatTimeCode(moment.startMs);
          const polarity = POLARITY_WORDS[moment.polarity];
          const isLinkedAsWhole = moment.competencies.includes(competency.code);
          return (
            <li key={moment.id} className={classes.item} data-selected={moment.id === selectedId}>
              <button type="button" className={classes.play} onClick={() => onPlay(moment.id)}>
                <VisuallyHidden>Play </VisuallyHidden>
                <span className={classes.time}>
                  <IconPlayerPlayFilled size={12} style={{ color: colour }} aria-hidden />
                  {time}
                </span>{' '}
                <span className={classes.words}>
                  <span className={classes.kind}>
                    {label} {polarity && <em>{polarity}</em>}{' '}
                    <span className={classes.through}>{describeLinks(moment, competency)}</span>
                  </span>{' '}
                  {(moment.quote || moment.note) && (
                    <span className={classes.said}>{moment.quote ? `“${moment.quote}”` : moment.note}</span>
                  )}
                </span>
              </button>
              {onUnlink && isLinkedAsWhole && (
                <button
                  type="button"
                  className={classes.unlink}
                  aria-label={`Unlink ${time} from ${competency.title}`}
                  onClick={() => onUnlink(moment.id)}
                >
                  <IconX size={14} stroke={2} aria-hidden />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {shown.length < evidence.length && (
        <button type="button" className={classes.more} onClick={() => setShowsAll(true)}>
          Show all {evidence.length}
        </button>
      )}
    </>
  );
}

/** The codes of the lines through which a moment counts; nothing where it is linked to the competency only. */
function describeLinks(moment: Moment, competency: Competency): string {
  return competency.indicators
    .map((indicator) => indicator.code)
    .filter((code) => moment.indicators.includes(code))
    .join(', ');
}

import { useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlayFilled, IconVolume } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { formatSpan, kindLabelOf, POLARITY_WORDS } from '#shared/formats/moment-words';
import { tellFormInOneLine } from '#shared/forms/tell-form';
import type { Competency } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import { evidenceFor } from '#shared/scoring/evidence';
import { isOffScale } from '#shared/scoring/review-gaps';
import { kindColour } from '../../ui/moment-colours';
import { useComparisonContext, useMomentPlayback } from './comparison-context';
import classes from './evidence-list.module.css';
import { kindIndexOf } from './moment-words';
import type { Reviewer } from './reviewers';

type EvidenceListProps = { reviewer: Reviewer; competency: Competency };

/** The moments one reviewer linked to a competency, each playable; says so where a rating has none. */
export function EvidenceList({ reviewer, competency }: EvidenceListProps) {
  const { content } = reviewer.review;
  const evidence = evidenceFor(content, competency);
  const value = content.ratings[competency.code]?.value;
  if (evidence.length === 0) {
    if (value === undefined || isOffScale(value)) return <p className={classes.none}>None</p>;
    return (
      <p className={classes.missing}>
        <IconAlertTriangle size={15} stroke={1.75} aria-hidden />
        No evidence linked
      </p>
    );
  }
  return (
    <ul className={classes.list} aria-label={`Evidence of ${reviewer.name} for ${competency.title}`}>
      {evidence.map((moment) => (
        <li key={moment.id}>
          <EvidenceChip reviewer={reviewer} moment={moment} competency={competency} />
        </li>
      ))}
    </ul>
  );
}

type EvidenceChipProps = EvidenceListProps & { moment: Moment };

function EvidenceChip({ reviewer, moment, competency }: EvidenceChipProps) {
  const { framework } = useComparisonContext();
  const scheme = useComputedColorScheme('light');
  const { play, isChosen, isPlaying, canPlay } = useMomentPlayback(reviewer, moment);
  const own = new Set(competency.indicators.map(({ code }) => code));
  const codes = moment.indicators.filter((code) => own.has(code));
  const form = tellFormInOneLine(moment);
  const style = { '--kind': kindColour(kindIndexOf(framework, moment.kind), scheme) } as CSSProperties;
  const words = (
    <>
      <span className={classes.head}>
        {isPlaying ? (
          <IconVolume size={14} stroke={2} className={classes.icon} aria-hidden />
        ) : (
          canPlay && <IconPlayerPlayFilled size={12} className={classes.icon} aria-hidden />
        )}
        <span className={classes.time}>{formatSpan(moment)}</span>
        <span className={classes.kind}>{kindLabelOf(framework, moment.kind)}</span>
        {moment.polarity !== 'shown' && (
          <span className={classes.polarity}>{POLARITY_WORDS[moment.polarity]}</span>
        )}
        {codes.length > 0 && <span className={classes.codes}>{codes.join(', ')}</span>}
      </span>
      {moment.quote && <span className={classes.quote}>“{moment.quote}”</span>}
      {moment.note && <span className={classes.note}>{moment.note}</span>}
      {form && <span className={classes.note}>{form}</span>}
    </>
  );
  if (!canPlay) {
    return (
      <div className={classes.chip} data-polarity={moment.polarity} style={style}>
        {words}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={classes.chip}
      style={style}
      data-polarity={moment.polarity}
      data-chosen={isChosen}
      onClick={play}
    >
      <VisuallyHidden>Play</VisuallyHidden>
      {words}
    </button>
  );
}

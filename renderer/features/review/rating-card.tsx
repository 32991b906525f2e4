import { IconInfoCircle, IconListCheck } from '@tabler/icons-react';
import { type KeyboardEvent, memo, useId, useMemo } from 'react';
import { type Competency, type Framework, ratingLabel, readThrough, scaleOf } from '#shared/model/framework';
import type { Moment } from '#shared/model/moment';
import type { Rating, ReviewContent } from '#shared/model/review';
import { evidenceAmong } from '#shared/scoring/evidence';
import { isOffScale } from '#shared/scoring/review-gaps';
import { isForText, keepButtonKeys } from '../../ui/choice-keys';
import { CommittedTextarea } from '../../ui/committed-textarea';
import { EvidenceList } from './evidence-list';
import { LinkButton } from './link-button';
import classes from './rating-card.module.css';
import { RatingScale } from './rating-scale';
import { describeTally } from './rating-summary';
import type { ReviewActions } from './review-actions';
import { useMomentDrop } from './use-moment-drop';
import type { FaceOf } from './use-review-panel';

type RatingCardProps = {
  framework: Framework;
  competency: Competency;
  rating: Rating | undefined;
  marks: ReviewContent['marks'];
  /** Those that are evidence for anything, in the order of time. */
  moments: readonly Moment[];
  selected: Moment | undefined;
  isReadOnly: boolean;
  actions: ReviewActions;
  faceOf: FaceOf;
  onPlay: (momentId: string) => void;
  announce: (message: string) => void;
};

/** One competency: its value on the scale, why, and the moments that show it. */
export const RatingCard = memo(function RatingCard({
  framework,
  competency,
  rating,
  marks,
  moments,
  selected,
  isReadOnly,
  actions,
  faceOf,
  onPlay,
  announce,
}: RatingCardProps) {
  const headingId = useId();
  const { code, title, definition } = competency;
  const target = { type: 'competency', code } as const;
  const evidence = useMemo(() => evidenceAmong(moments, competency), [moments, competency]);
  const tally = useMemo(() => describeTally(readThrough(competency), marks), [competency, marks]);
  const { isOver, dropProps } = useMomentDrop(
    isReadOnly ? undefined : (momentId) => actions.link(momentId, target),
  );
  const selectedIsLinked = selected?.competencies.includes(code) ?? false;
  const value = rating?.value;
  const scale = scaleOf(framework, competency);
  const isRated = value !== undefined && !isOffScale(value);

  function toggleLink(): void {
    if (!selected) {
      announce('Select a moment first, then press E to link it.');
      return;
    }
    if (selectedIsLinked) actions.unlink(selected.id, target);
    else actions.link(selected.id, target);
    announce(selectedIsLinked ? `Unlinked from ${title}` : `Linked to ${title}`);
  }

  function handleKey(event: KeyboardEvent<HTMLElement>): void {
    keepButtonKeys(event);
    if (isReadOnly || isForText(event) || event.key.toLowerCase() !== 'e') return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) toggleLink();
  }

  return (
    <section
      aria-labelledby={headingId}
      className={classes.card}
      data-place={code}
      data-over={isOver}
      data-rated={value !== undefined}
      onKeyDown={handleKey}
      {...dropProps}
    >
      <h3 id={headingId} className={classes.title}>
        <span className={classes.code}>{code}</span> {title}
      </h3>
      {definition && <p className={classes.definition}>{definition}</p>}
      {competency.borrowed.length > 0 && (
        <p className={classes.definition}>Read through {competency.borrowed.join(', ')}.</p>
      )}
      {competency.uncertain && <p className={classes.definition}>Not certain: {competency.uncertain}</p>}
      {tally && (
        <p className={classes.tally}>
          <IconListCheck size={15} stroke={1.75} aria-label="Checklist" />
          {tally}
        </p>
      )}
      {isReadOnly ? (
        <SealedRating framework={framework} competency={competency} rating={rating} />
      ) : (
        <>
          {scale && (
            <RatingScale
              competency={competency}
              scale={scale}
              value={value}
              onRate={(next) => actions.rate(competency, next)}
            />
          )}
          <CommittedTextarea
            label={scale ? 'Rationale' : 'Remarks'}
            value={rating?.rationale ?? ''}
            onCommit={(text) => actions.explainRating(code, text)}
            placeholder={
              scale
                ? 'What you heard that led to this rating'
                : 'What you heard; this is marked and not rated'
            }
            minRows={2}
            maxRows={10}
          />
        </>
      )}
      <div className={classes.evidenceHead}>
        <h4>Evidence</h4>
        {selected && !isReadOnly && !selectedIsLinked && (
          <LinkButton moment={selected} code={title} onLink={toggleLink} />
        )}
      </div>
      {evidence.length > 0 && (
        <EvidenceList
          competency={competency}
          evidence={evidence}
          selectedId={selected?.id}
          faceOf={faceOf}
          onPlay={onPlay}
          onUnlink={isReadOnly ? undefined : (momentId) => actions.unlink(momentId, target)}
        />
      )}
      {evidence.length === 0 &&
        (isRated ? (
          <Flag text="No evidence linked yet" />
        ) : (
          <p className={classes.none}>
            {isReadOnly ? 'None linked.' : 'Select a moment to link it here, or link it in the checklist.'}
          </p>
        ))}
      {isRated && !rating?.rationale.trim() && <Flag text="No rationale" />}
    </section>
  );
});

function Flag({ text }: { text: string }) {
  return (
    <p className={classes.flag}>
      <IconInfoCircle size={15} stroke={1.75} aria-hidden />
      {text}
    </p>
  );
}

type SealedRatingProps = { framework: Framework; competency: Competency; rating: Rating | undefined };

function SealedRating({ framework, competency, rating }: SealedRatingProps) {
  const value = rating?.value;
  const scale = scaleOf(framework, competency);
  const anchor = scale?.values.find((candidate) => candidate.id === value)?.anchor;
  return (
    <div className={classes.sealed}>
      <p className={classes.value} data-rated={value !== undefined}>
        {value === undefined
          ? scale
            ? 'Not rated'
            : 'Marked, not rated'
          : ratingLabel(framework, competency, value)}
      </p>
      {anchor && <p className={classes.definition}>{anchor}</p>}
      {rating?.rationale && <p className={classes.rationale}>{rating.rationale}</p>}
    </div>
  );
}

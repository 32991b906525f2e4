import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconTrash,
  IconVideo,
} from '@tabler/icons-react';
import { type ComponentType, memo, type ReactNode } from 'react';
import { formatDuration } from '#shared/formats/time-code';
import type { SessionSummary } from '#shared/model/session';
import { formatCalendarDate } from '../../ui/local-date';
import {
  CONSENT_LOOK_WORDS,
  type ConsentLook,
  consentLookOf,
  describeOthersReviews,
  KIND_LABELS,
  ownReviewState,
  REVIEW_STATE_LABELS,
} from './session-facts';
import classes from './session-row.module.css';

type SessionRowProps = {
  id: string;
  session: SessionSummary;
  index: number;
  /** Pixels from the top of the list. */
  offset: number;
  isCurrent: boolean;
  profileId: string;
  today: string;
  onOpen: (sessionId: string) => void;
  onTrash: (session: SessionSummary) => void;
};

type Icon = ComponentType<{ size: number; stroke: number }>;

const CONSENT_ICONS: Readonly<Record<ConsentLook, Icon>> = {
  given: IconCircleCheck,
  'ends-soon': IconClock,
  none: IconCircleDashed,
  expired: IconAlertTriangle,
  withdrawn: IconCircleX,
};

export const SessionRow = memo(function SessionRow({
  id,
  session,
  index,
  offset,
  isCurrent,
  profileId,
  today,
  onOpen,
  onTrash,
}: SessionRowProps) {
  const consent = consentLookOf(session.consent, today);
  const ConsentIcon = CONSENT_ICONS[consent];
  const review = ownReviewState(session.reviews, profileId);
  const others = describeOthersReviews(session.reviews, profileId);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in part
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys of its rows
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its current row
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      data-current={isCurrent}
      className={classes.row}
      style={{ transform: `translateY(${offset}px)` }}
      onClick={() => onOpen(session.id)}
    >
      <Cell className={classes.session}>
        <span className={classes.title}>{session.title}</span>
        <span className={classes.people}>
          <span className={classes.kindBeside}>{KIND_LABELS[session.kind]} · </span>
          {describePeople(session)}
        </span>
      </Cell>
      <Cell className={classes.figure}>{formatCalendarDate(session.date)}</Cell>
      <Cell className={classes.figure}>
        {formatDuration(session.durationMs)}
        {session.hasVideo && (
          <IconVideo
            size={14}
            stroke={1.75}
            className={classes.picture}
            role="img"
            aria-label="with picture"
          />
        )}
      </Cell>
      <Cell className={classes.kind}>{KIND_LABELS[session.kind]}</Cell>
      <Cell className={classes.consent} state={consent}>
        <ConsentIcon size={16} stroke={1.75} aria-hidden />
        {CONSENT_LOOK_WORDS[consent]}
      </Cell>
      <Cell className={classes.reviews}>
        <span className={classes.review} data-state={review}>
          {REVIEW_STATE_LABELS[review]}
        </span>
        {others && <span className={classes.others}>{others}</span>}
      </Cell>
      <Cell>
        <button
          type="button"
          tabIndex={-1}
          className={classes.trash}
          aria-label={`Move “${session.title}” to the trash`}
          title="Move to the trash"
          onClick={(event) => {
            event.stopPropagation();
            onTrash(session);
          }}
        >
          <IconTrash size={16} stroke={1.75} aria-hidden />
        </button>
      </Cell>
    </div>
  );
});

type CellProps = { className?: string | undefined; state?: string; children: ReactNode };

function Cell({ className, state, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in part
    // biome-ignore lint/a11y/useFocusableInteractive: the row is the stop
    <div role="gridcell" className={className} data-state={state}>
      {children}
    </div>
  );
}

function describePeople(session: SessionSummary): string {
  const { coach, clientAlias, origin } = session;
  const source = origin.type === 'received' && `received from ${origin.from.name}`;
  return [coach, clientAlias, source].filter(Boolean).join(' · ') || 'No names yet';
}

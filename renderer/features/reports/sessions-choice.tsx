import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import {
  type CompetencyReviewContent,
  MAXIMUM_REVIEWED_SESSIONS,
  type MentoringSetting,
} from '#shared/model/competency-review';
import { isSameReference } from '#shared/model/framework';
import type { CompetencyReviewReport } from '#shared/reports/report-requests';
import { type CoachsReview, reviewsOfCoach } from '#shared/reports/reviews-of-coach';
import { useProfile } from '../../app/queries/library-queries';
import { useSessions } from '../../app/queries/session-queries';
import { useIsReading } from '../../app/reading';
import { useFrameworkNames } from '../../app/use-framework-names';
import { formatCalendarDate } from '../../ui/local-date';
import classes from './sessions-choice.module.css';
import type { EditCompetencyReview } from './use-competency-review-editor';

type SessionsChoiceProps = {
  of: string;
  content: CompetencyReviewContent;
  edit: EditCompetencyReview;
  left: CompetencyReviewReport['left'];
};

/** Which submitted reviews it is made of, and which of their sessions were talked about in a group. */
export function SessionsChoice({ of, content, edit, left }: SessionsChoiceProps) {
  const { person } = useProfile();
  const { data: sessions = [] } = useSessions();
  const isReading = useIsReading();
  const all = reviewsOfCoach(sessions, of, person.profileId);
  const gone = content.sessions.filter(({ reviewId }) => !all.some(({ review }) => review.id === reviewId));

  function choose(reviewId: string, isChosen: boolean): void {
    edit((before) => {
      const others = before.sessions.filter((each) => each.reviewId !== reviewId);
      return {
        ...before,
        sessions: isChosen ? [...others, { reviewId, setting: 'one-to-one' as const }] : others,
      };
    });
  }

  function set(reviewId: string, setting: MentoringSetting): void {
    edit((before) => ({
      ...before,
      sessions: before.sessions.map((each) => (each.reviewId === reviewId ? { reviewId, setting } : each)),
    }));
  }

  return (
    <details className={classes.choice} open>
      <summary className={classes.summary}>
        {content.sessions.length} of {all.length} submitted {all.length === 1 ? 'review' : 'reviews'} chosen
      </summary>
      <TextInput
        label="Coach, as named in the form"
        size="sm"
        maw="22rem"
        mb="sm"
        maxLength={120}
        disabled={isReading}
        value={content.coach}
        onChange={(event) => {
          const coach = event.currentTarget.value;
          edit((before) => ({ ...before, coach }));
        }}
      />
      <ul className={classes.list} aria-label="Submitted reviews">
        {all.map((each) => {
          const chosen = content.sessions.find(({ reviewId }) => reviewId === each.review.id);
          const isFull = content.sessions.length >= MAXIMUM_REVIEWED_SESSIONS;
          return (
            <li key={each.review.id} className={classes.session}>
              <Checkbox
                label={<Words each={each} content={content} />}
                checked={chosen !== undefined}
                disabled={isReading || (isFull && !chosen)}
                onChange={(event) => choose(each.review.id, event.currentTarget.checked)}
              />
              {chosen && (
                <SegmentedControl
                  aria-label={`Mentoring about ${each.session.title}`}
                  size="xs"
                  disabled={isReading}
                  value={chosen.setting}
                  onChange={(value) => set(each.review.id, value === 'group' ? 'group' : 'one-to-one')}
                  data={[
                    { value: 'one-to-one', label: 'One to one' },
                    { value: 'group', label: 'In a group' },
                  ]}
                />
              )}
              <Problem reason={left.find(({ reviewId }) => reviewId === each.review.id)?.reason} />
            </li>
          );
        })}
        {gone.map(({ reviewId }) => (
          <li key={reviewId} className={classes.session}>
            <Checkbox
              label="A review that is not here any more"
              checked
              disabled={isReading}
              onChange={() => choose(reviewId, false)}
            />
            <Problem reason={left.find((each) => each.reviewId === reviewId)?.reason} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Words({
  each: { session, review },
  content,
}: {
  each: CoachsReview;
  content: CompetencyReviewContent;
}) {
  const nameOf = useFrameworkNames();
  return (
    <>
      {session.title}
      <span className={classes.facts}>
        {[
          formatCalendarDate(session.date),
          `by ${[review.reviewer.name, review.reviewer.credential].filter(Boolean).join(', ')}`,
          !review.independent && 'not independent',
          !isSameReference(review.framework, content.framework) && `under ${nameOf(review.framework)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

function Problem({ reason }: { reason: string | undefined }) {
  if (reason === undefined) return null;
  return (
    <p role="alert" className={classes.problem}>
      Left out: {reason}
    </p>
  );
}

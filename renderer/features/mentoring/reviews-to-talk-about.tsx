import { Button } from '@mantine/core';
import type { MentorsReview } from '#shared/mentoring/talks-to-note';
import { formatCalendarDate, formatDayOf } from '../../ui/local-date';
import rowClasses from './entry-row.module.css';
import classes from './mentoring-screen.module.css';

type ReviewsToTalkAboutProps = {
  reviews: readonly MentorsReview[];
  onNote: (about: MentorsReview) => void;
};

/** Mentors' reviews about which no talk is noted: the talk itself is what counts, so it is asked for. */
export function ReviewsToTalkAbout({ reviews, onNote }: ReviewsToTalkAboutProps) {
  if (reviews.length === 0) return null;
  return (
    <section aria-labelledby="reviews-heading">
      <h2 id="reviews-heading" className={classes.subheading}>
        Reviews from mentors without a talk
      </h2>
      <ul className={classes.list} aria-label="Reviews from mentors without a talk">
        {reviews.map((each) => {
          const { session, review } = each;
          const mentor = [review.reviewer.name, review.reviewer.credential].filter(Boolean).join(', ');
          return (
            <li key={review.id} className={rowClasses.row}>
              <div className={rowClasses.words}>
                <span className={rowClasses.day}>{session.title}</span>
                <span className={rowClasses.facts}>
                  session of {formatCalendarDate(session.date)} · reviewed by {mentor}
                  {review.submittedAt !== undefined && `, ${formatDayOf(review.submittedAt)}`}
                </span>
              </div>
              <div className={rowClasses.actions}>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`Add the talk about ${session.title} with ${review.reviewer.name}`}
                  onClick={() => onNote(each)}
                >
                  Add the talk about it…
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

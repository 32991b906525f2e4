import { FEEDBACK_LABELS, feedbackPartSchema } from '#shared/model/review';
import { useComparisonContext } from './comparison-context';
import sectionClasses from './competencies-section.module.css';
import classes from './competency-comparison.module.css';
import { ReviewerTable } from './reviewer-table';

/** The written feedback of everyone, part by part. */
export function FeedbackSection() {
  const { reviewers } = useComparisonContext();
  return (
    <section aria-labelledby="feedback-heading" className={sectionClasses.section}>
      <h2 id="feedback-heading" className={sectionClasses.heading}>
        Written feedback
      </h2>
      <ReviewerTable labelledBy="feedback-heading">
        {feedbackPartSchema.options.map((part) => (
          <tr key={part}>
            <th scope="row">{FEEDBACK_LABELS[part]}</th>
            {reviewers.map(({ id, review }) => {
              const text = review.content.feedback[part]?.trim();
              return (
                <td key={id}>
                  <p className={text ? classes.rationale : classes.quiet}>{text || 'Nothing written'}</p>
                </td>
              );
            })}
          </tr>
        ))}
      </ReviewerTable>
    </section>
  );
}

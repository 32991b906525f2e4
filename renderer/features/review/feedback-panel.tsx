import { FEEDBACK_LABELS, type FeedbackPart, feedbackPartSchema } from '#shared/model/review';
import { CommittedTextarea } from '../../ui/committed-textarea';
import classes from './feedback-panel.module.css';
import { useReviewPanel } from './use-review-panel';

const HELP: Readonly<Record<FeedbackPart, string>> = {
  strengths: 'What worked, and what it made possible for the client.',
  develop: 'One only: what would change the most next time.',
  nextStep: 'Something to try in the next session, small enough to notice.',
};

/** The written feedback of the review. */
export function FeedbackPanel() {
  const { content, isReadOnly, actions } = useReviewPanel();
  return (
    <div className={classes.panel}>
      {feedbackPartSchema.options.map((part) =>
        isReadOnly ? (
          <section key={part} aria-label={FEEDBACK_LABELS[part]}>
            <h2 className={classes.title}>{FEEDBACK_LABELS[part]}</h2>
            <p className={classes.text} data-empty={!content.feedback[part]}>
              {content.feedback[part] || 'Nothing was written here.'}
            </p>
          </section>
        ) : (
          <CommittedTextarea
            key={part}
            label={FEEDBACK_LABELS[part]}
            description={HELP[part]}
            value={content.feedback[part] ?? ''}
            onCommit={(text) => actions.writeFeedback(part, text)}
            minRows={4}
            maxRows={18}
          />
        ),
      )}
    </div>
  );
}

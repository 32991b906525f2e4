import { SegmentedControl, Textarea } from '@mantine/core';
import { type CompetencyReviewContent, proficiencyJudgementSchema } from '#shared/model/competency-review';
import { MAXIMUM_TEXT_LENGTH } from '#shared/model/moment';
import classes from './judgement-fields.module.css';
import type { EditCompetencyReview } from './use-competency-review-editor';

type Editing = { content: CompetencyReviewContent; edit: EditCompetencyReview };

/** What is decided about one competency; on the screen alone, the print has the words. */
export function JudgementFields({ code, content, edit }: Editing & { code: string }) {
  const judgement = content.judgements[code];
  const change = (facts: object) =>
    edit((before) => ({
      ...before,
      judgements: {
        ...before.judgements,
        [code]: proficiencyJudgementSchema.parse({ ...before.judgements[code], ...facts }),
      },
    }));
  return (
    <div className={classes.fields}>
      <SegmentedControl
        aria-label={`Proficiency in ${code}`}
        size="xs"
        value={judgement?.proficiency ?? 'undecided'}
        onChange={(value) => change({ proficiency: value === 'undecided' ? undefined : value })}
        data={[
          { value: 'undecided', label: 'Not decided' },
          { value: 'shown', label: 'Shown' },
          { value: 'not-yet', label: 'Not shown yet' },
        ]}
      />
      <Textarea
        className={classes.words}
        aria-label={`Feedback on ${code}`}
        placeholder="Feedback, from the evidence below"
        autosize
        minRows={1}
        maxRows={10}
        maxLength={MAXIMUM_TEXT_LENGTH}
        value={judgement?.feedback ?? ''}
        onChange={(event) => change({ feedback: event.currentTarget.value })}
      />
    </div>
  );
}

export function SummaryField({ content, edit }: Editing) {
  return (
    <div className={classes.fields}>
      <Textarea
        className={classes.words}
        aria-label="Looking back on all sessions"
        autosize
        minRows={2}
        maxRows={14}
        maxLength={MAXIMUM_TEXT_LENGTH}
        value={content.summary}
        onChange={(event) => {
          const summary = event.currentTarget.value;
          edit((before) => ({ ...before, summary }));
        }}
      />
    </div>
  );
}

import { NumberInput } from '@mantine/core';
import { v7 } from 'uuid';
import { nextFeedbackOn } from '#shared/engagement/what-is-due';
import type { ClientFeedback, FeedbackEntry } from '#shared/model/engagement';
import { CommittedTextarea } from '../../ui/committed-textarea';
import { formatCalendarDate, todayHere } from '../../ui/local-date';
import { DatedField } from './day-field';
import classes from './engagement.module.css';
import { Entries } from './entries';
import type { EngagementPart } from './use-engagement-editor';

/** What the client says of the coaching when she is asked, and what the coach changes for it. */
export function FeedbackTab({ content, edit }: EngagementPart) {
  const { feedback } = content;
  const next = nextFeedbackOn(content);

  function change(facts: (before: ClientFeedback) => Partial<ClientFeedback>, field?: string): void {
    edit((before) => ({ ...before, feedback: { ...before.feedback, ...facts(before.feedback) } }), field);
  }

  return (
    <>
      <p className={classes.lead}>
        Feedback that is asked for regularly lets the coaching fit the client. It is about the coaching, not
        about her. It stands in no page to sign.
      </p>
      <div className={classes.hours}>
        <NumberInput
          label="Ask every, weeks"
          min={1}
          max={104}
          allowDecimal={false}
          value={feedback.everyWeeks ?? ''}
          onChange={(value) =>
            change(() => ({
              everyWeeks:
                typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 104
                  ? value
                  : null,
            }))
          }
        />
        <p
          role="status"
          className={next !== undefined && next <= todayHere() ? classes.finding : classes.facts}
        >
          {describeNext(next)}
        </p>
      </div>
      <Entries<FeedbackEntry>
        title="What the client said"
        what="feedback"
        entries={feedback.entries}
        newEntry={() => ({ id: v7(), on: todayHere(), asked: '', words: '', change: '' })}
        onChange={(to, field) => change((before) => ({ entries: to(before.entries) }), field)}
      >
        {(entry, set, name) => (
          <>
            <DatedField label={`Day of ${name}`} value={entry.on} onChange={(on) => set({ on })} />
            <CommittedTextarea
              label="What was asked"
              description="For instance: what has helped most, and what would you like more or less of?"
              maxLength={8_000}
              value={entry.asked}
              onCommit={(asked) => set({ asked }, 'asked')}
            />
            <CommittedTextarea
              label="In the client’s words"
              maxLength={8_000}
              value={entry.words}
              onCommit={(words) => set({ words }, 'words')}
            />
            <CommittedTextarea
              label="What the coach changes"
              maxLength={8_000}
              value={entry.change}
              onCommit={(text) => set({ change: text }, 'change')}
            />
          </>
        )}
      </Entries>
    </>
  );
}

function describeNext(next: string | undefined): string {
  if (next === undefined) return 'Nothing is agreed about when it is asked for.';
  return next <= todayHere()
    ? `Due since ${formatCalendarDate(next)}.`
    : `Due next on ${formatCalendarDate(next)}.`;
}

import type { DebriefContent } from '#shared/model/debrief';
import { CommittedTextarea } from '../../../ui/committed-textarea';
import classes from './closing-view.module.css';
import { useStage } from './stage-context';
import { useStageKeys } from './use-stage-keys';

type Person = { profileId: string; name: string };

/** The last round: one intention each, and what else the minutes should hold. */
export function ClosingView({ handlers }: { handlers: Parameters<typeof useStageKeys>[0] }) {
  const { debrief, reviewers, content, edit, isReading } = useStage();
  useStageKeys(handlers);
  const { facilitator } = debrief;
  const isReviewer = reviewers.some(({ profileId }) => profileId === facilitator.profileId);
  const people: Person[] = [...reviewers, ...(isReviewer ? [] : [facilitator])];

  function intend(profileId: string, text: string): void {
    edit(
      (before): DebriefContent => ({ ...before, intentions: { ...before.intentions, [profileId]: text } }),
      `intention ${profileId}`,
    );
  }

  return (
    <section className={classes.closing} aria-labelledby="closing-heading">
      <h1 id="closing-heading" className={classes.title}>
        What do you take with you?
      </h1>
      <p className={classes.about}>One intention each, small enough to be tried in the next session.</p>
      <div className={classes.people}>
        {people.map(({ profileId, name }) => (
          <CommittedTextarea
            key={profileId}
            label={name}
            value={content.intentions[profileId] ?? ''}
            maxLength={1_000}
            minRows={1}
            maxRows={4}
            readOnly={isReading}
            className={classes.person ?? ''}
            onCommit={(text) => intend(profileId, text)}
          />
        ))}
      </div>
      <CommittedTextarea
        label="What else the minutes should hold"
        value={content.remarks}
        maxLength={4_000}
        minRows={2}
        maxRows={8}
        readOnly={isReading}
        className={classes.person ?? ''}
        onCommit={(remarks) => edit((before) => ({ ...before, remarks }), 'remarks')}
      />
    </section>
  );
}

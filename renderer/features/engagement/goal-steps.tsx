import { TextInput } from '@mantine/core';
import { v7 } from 'uuid';
import type { Goal, LookBack, Milestone } from '#shared/model/engagement';
import { CommittedTextarea } from '../../ui/committed-textarea';
import { todayHere } from '../../ui/local-date';
import { DatedField, DayField } from './day-field';
import classes from './engagement.module.css';
import { Entries } from './entries';

type GoalStepsProps = {
  goal: Goal;
  onChange: (change: (goal: Goal) => Partial<Goal>, field?: string) => void;
};

/** The milestones of a goal, and how it stood each time that it was looked at again. */
export function GoalSteps({ goal, onChange }: GoalStepsProps) {
  return (
    <>
      <Entries<Milestone>
        title="Milestones"
        what="milestone"
        isInner
        entries={goal.milestones}
        newEntry={() => ({ id: v7(), what: '', byWhen: null, reachedOn: null })}
        onChange={(to, field) => onChange((before) => ({ milestones: to(before.milestones) }), field)}
      >
        {(milestone, set, name) => (
          <div className={classes.hours}>
            <TextInput
              label={`What ${name} is`}
              maxLength={500}
              className={classes.wide}
              value={milestone.what}
              onChange={({ currentTarget: { value } }) => set({ what: value }, 'what')}
            />
            <DayField label="By when" value={milestone.byWhen} onChange={(byWhen) => set({ byWhen })} />
            <DayField
              label="Reached on"
              value={milestone.reachedOn}
              onChange={(reachedOn) => set({ reachedOn })}
            />
          </div>
        )}
      </Entries>
      <Entries<LookBack>
        title="Looked at again"
        what="look"
        isInner
        hint="How it stands by the measures, and whether the goal stays, changes, or makes room for another."
        entries={goal.lookBacks}
        newEntry={() => ({ id: v7(), on: todayHere(), words: '' })}
        onChange={(to, field) => onChange((before) => ({ lookBacks: to(before.lookBacks) }), field)}
      >
        {(look, set, name) => (
          <>
            <DatedField label={`Day of ${name}`} value={look.on} onChange={(on) => set({ on })} />
            <CommittedTextarea
              label="How it stands, and what changes"
              minRows={1}
              maxLength={8_000}
              value={look.words}
              onCommit={(words) => set({ words }, 'words')}
            />
          </>
        )}
      </Entries>
    </>
  );
}

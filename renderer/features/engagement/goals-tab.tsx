import { Button, Select, TextInput } from '@mantine/core';
import { v7 } from 'uuid';
import { GOAL_FIELDS, goalProblem, TENSIONS } from '#shared/engagement/terms';
import type { Goal } from '#shared/model/engagement';
import { CommittedTextarea } from '../../ui/committed-textarea';
import { todayHere } from '../../ui/local-date';
import classes from './engagement.module.css';
import { TermFields } from './term-fields';
import type { EngagementPart } from './use-engagement-editor';

const OWNERS = [
  { value: 'client', label: 'The client' },
  { value: 'coach', label: 'The coach' },
  { value: 'both', label: 'Both' },
];

/** What the coaching is for, in the client's own terms. */
export function GoalsTab({ content, edit }: EngagementPart) {
  function change(id: string, facts: Partial<Goal>): void {
    edit((before) => ({
      ...before,
      goals: before.goals.map((goal) => (goal.id === id ? { ...goal, ...facts } : goal)),
    }));
  }

  return (
    <>
      <p className={classes.tension}>{TENSIONS.results}</p>
      {content.goals.map((goal, place) => (
        <GoalForm
          key={goal.id}
          goal={goal}
          name={goal.title || `Goal ${place + 1}`}
          problem={goalProblem(goal, content.startedOn)}
          onChange={(facts) => change(goal.id, facts)}
          onRemove={() =>
            edit((before) => ({ ...before, goals: before.goals.filter(({ id }) => id !== goal.id) }))
          }
        />
      ))}
      <Button
        variant="default"
        onClick={() => edit((before) => ({ ...before, goals: [...before.goals, newGoal()] }))}
      >
        Add a goal
      </Button>
    </>
  );
}

type GoalFormProps = {
  goal: Goal;
  name: string;
  problem: string | undefined;
  onChange: (facts: Partial<Goal>) => void;
  onRemove: () => void;
};

function GoalForm({ goal, name, problem, onChange, onRemove }: GoalFormProps) {
  return (
    <section className={classes.goal} aria-label={name}>
      <h2>{name}</h2>
      <CommittedTextarea
        label="Goal"
        description="In the client’s words."
        minRows={1}
        maxLength={500}
        value={goal.title}
        onCommit={(title) => onChange({ title })}
      />
      <div className={classes.hours}>
        <Select
          label="Whose goal"
          allowDeselect={false}
          data={OWNERS}
          value={goal.owner}
          onChange={(owner) => owner && onChange({ owner: owner as Goal['owner'] })}
        />
        <TextInput
          label="Set on"
          type="date"
          required
          withAsterisk={false}
          value={goal.setOn}
          onChange={({ currentTarget: { value } }) => value && onChange({ setOn: value })}
        />
        <TextInput
          label="Look at it again on"
          type="date"
          value={goal.lookAgainOn ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ lookAgainOn: value || null })}
        />
        <Button variant="subtle" color="gray" onClick={onRemove}>
          Remove this goal
        </Button>
      </div>
      {problem && (
        <p role="alert" className={classes.finding}>
          {problem}
        </p>
      )}
      <TermFields
        fields={GOAL_FIELDS}
        values={goal}
        onChange={(field, text) => onChange({ [field]: text })}
      />
    </section>
  );
}

function newGoal(): Goal {
  const texts = Object.fromEntries(GOAL_FIELDS.map(({ name }) => [name, ''])) as Record<
    (typeof GOAL_FIELDS)[number]['name'],
    string
  >;
  return { ...texts, id: v7(), title: '', setOn: todayHere(), owner: 'client', lookAgainOn: null };
}

import { Button, Select } from '@mantine/core';
import { v7 } from 'uuid';
import { GOAL_FIELDS, goalProblem, TENSIONS } from '#shared/engagement/terms';
import type { Goal } from '#shared/model/engagement';
import { CommittedTextarea } from '../../ui/committed-textarea';
import { todayHere } from '../../ui/local-date';
import { DatedField, DayField } from './day-field';
import classes from './engagement.module.css';
import { GoalSteps } from './goal-steps';
import { TermFields } from './term-fields';
import type { EngagementPart } from './use-engagement-editor';

const OWNERS = [
  { value: 'client', label: 'The client' },
  { value: 'coach', label: 'The coach' },
  { value: 'both', label: 'Both' },
];

/** What the coaching is for, in the client's own terms. */
export function GoalsTab({ content, edit }: EngagementPart) {
  function change(id: string, to: (goal: Goal) => Partial<Goal>, field?: string): void {
    edit(
      (before) => ({
        ...before,
        goals: before.goals.map((goal) => (goal.id === id ? { ...goal, ...to(goal) } : goal)),
      }),
      field,
    );
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
          onChange={(to, field) => change(goal.id, to, field)}
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
  onChange: (change: (goal: Goal) => Partial<Goal>, field?: string) => void;
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
        onCommit={(title) => onChange(() => ({ title }), `${goal.id} title`)}
      />
      <div className={classes.hours}>
        <Select
          label="Whose goal"
          allowDeselect={false}
          data={OWNERS}
          value={goal.owner}
          onChange={(owner) => owner && onChange(() => ({ owner: owner as Goal['owner'] }))}
        />
        <DatedField label="Set on" value={goal.setOn} onChange={(setOn) => onChange(() => ({ setOn }))} />
        <DayField
          label="Look at it again on"
          value={goal.lookAgainOn}
          onChange={(lookAgainOn) => onChange(() => ({ lookAgainOn }))}
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
        onChange={(field, text) => onChange(() => ({ [field]: text }), `${goal.id} ${field}`)}
      />
      <GoalSteps goal={goal} onChange={onChange} />
    </section>
  );
}

function newGoal(): Goal {
  const texts = Object.fromEntries(GOAL_FIELDS.map(({ name }) => [name, ''])) as Record<
    (typeof GOAL_FIELDS)[number]['name'],
    string
  >;
  return {
    ...texts,
    id: v7(),
    title: '',
    setOn: todayHere(),
    owner: 'client',
    milestones: [],
    lookAgainOn: null,
    lookBacks: [],
  };
}

import { Checkbox, TextInput } from '@mantine/core';
import { v7 } from 'uuid';
import { AFTER_CARE_FIELDS, FIRST_CONVERSATION_FIELDS, SESSION_FIELDS } from '#shared/engagement/terms';
import type { Adaptation, CheckIn, Phase, Plan } from '#shared/model/engagement';
import { CommittedTextarea } from '../../ui/committed-textarea';
import { todayHere } from '../../ui/local-date';
import { DatedField, DayField } from './day-field';
import classes from './engagement.module.css';
import { Entries } from './entries';
import { Methods } from './methods';
import { TermFields } from './term-fields';
import type { EngagementPart } from './use-engagement-editor';

/** Changes a plan; a field names the step that goes on while one text is typed. */
export type ChangePlan = (change: (plan: Plan) => Partial<Plan>, field?: string) => void;

/** The way that the two drew together: from the first conversation to the time after the end. */
export function PlanTab({ content, edit }: EngagementPart) {
  const { plan } = content;
  const change: ChangePlan = (to, field) =>
    edit((before) => ({ ...before, plan: { ...before.plan, ...to(before.plan) } }), field);
  const setText = (name: string, text: string) => change(() => ({ [name]: text }), `plan ${name}`);

  return (
    <>
      <h2 className={classes.heading}>The first conversation</h2>
      <TermFields fields={FIRST_CONVERSATION_FIELDS} values={plan} onChange={setText} />
      <Entries<Phase>
        title="Phases"
        what="phase"
        hint="The plan as a road map: what comes first, what follows, and by when. It may be drawn anew at any time."
        entries={plan.phases}
        newEntry={() => ({ id: v7(), title: '', aim: '', from: null, until: null, isDone: false })}
        onChange={(to, field) => change((before) => ({ phases: to(before.phases) }), field)}
      >
        {(phase, set, name) => (
          <>
            <div className={classes.hours}>
              <TextInput
                label={`Name of ${name}`}
                maxLength={500}
                className={classes.wide}
                value={phase.title}
                onChange={({ currentTarget: { value } }) => set({ title: value }, 'title')}
              />
              <DayField label="From" value={phase.from} onChange={(from) => set({ from })} />
              <DayField label="Until" value={phase.until} onChange={(until) => set({ until })} />
              <Checkbox
                label="Done"
                checked={phase.isDone}
                onChange={({ currentTarget: { checked } }) => set({ isDone: checked })}
              />
            </div>
            <CommittedTextarea
              label={`What ${name} is for`}
              maxLength={8_000}
              value={phase.aim}
              onCommit={(aim) => set({ aim }, 'aim')}
            />
          </>
        )}
      </Entries>
      <h2 className={classes.heading}>Sessions</h2>
      <TermFields fields={SESSION_FIELDS} values={plan} onChange={setText} />
      <Methods methods={plan.methods} onChange={change} />
      <Entries<Adaptation>
        title="What was changed on the way"
        what="change"
        entries={plan.adaptations}
        newEntry={() => ({ id: v7(), on: todayHere(), what: '', why: '' })}
        onChange={(to, field) => change((before) => ({ adaptations: to(before.adaptations) }), field)}
      >
        {(entry, set, name) => (
          <>
            <DatedField label={`Day of ${name}`} value={entry.on} onChange={(on) => set({ on })} />
            <CommittedTextarea
              label="What is done otherwise now"
              maxLength={8_000}
              value={entry.what}
              onCommit={(what) => set({ what }, 'what')}
            />
            <CommittedTextarea
              label="What it answers"
              maxLength={8_000}
              value={entry.why}
              onCommit={(why) => set({ why }, 'why')}
            />
          </>
        )}
      </Entries>
      <h2 className={classes.heading}>After the end</h2>
      <TermFields fields={AFTER_CARE_FIELDS} values={plan} onChange={setText} />
      <Entries<CheckIn>
        title="Check-ins after the end"
        what="check-in"
        isInner
        entries={plan.checkIns}
        newEntry={() => ({ id: v7(), on: todayHere(), doneOn: null, words: '' })}
        onChange={(to, field) => change((before) => ({ checkIns: to(before.checkIns) }), field)}
      >
        {(entry, set, name) => (
          <>
            <div className={classes.hours}>
              <DatedField label={`Day of ${name}`} value={entry.on} onChange={(on) => set({ on })} />
              <DayField label="Held on" value={entry.doneOn} onChange={(doneOn) => set({ doneOn })} />
            </div>
            <CommittedTextarea
              label="How it goes"
              minRows={1}
              maxLength={8_000}
              value={entry.words}
              onCommit={(words) => set({ words }, 'words')}
            />
          </>
        )}
      </Entries>
    </>
  );
}

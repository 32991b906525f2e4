import { TextInput } from '@mantine/core';
import { v7 } from 'uuid';
import { TENSIONS } from '#shared/engagement/terms';
import type { Method } from '#shared/model/engagement';
import { CommittedTextarea } from '../../ui/committed-textarea';
import { DayField } from './day-field';
import classes from './engagement.module.css';
import { Entries } from './entries';
import type { ChangePlan } from './plan-tab';

/** Names that come to mind; anything else can be written. */
const COMMON_METHODS = ['Mindfulness', 'Positive psychology', 'Behavioural assessment', 'Reframing'];

type MethodsProps = { methods: readonly Method[]; onChange: ChangePlan };

/** Ways of working beside the conversation, each with the client's consent or without it yet. */
export function Methods({ methods, onChange }: MethodsProps) {
  return (
    <>
      <Entries<Method>
        title="Methods, and the client’s consent to each"
        what="method"
        hint={TENSIONS.methods}
        entries={methods}
        newEntry={() => ({ id: v7(), name: '', purpose: '', consentedOn: null, withdrawnOn: null })}
        onChange={(to, field) => onChange((before) => ({ methods: to(before.methods) }), field)}
      >
        {(method, set, name) => (
          <>
            <div className={classes.hours}>
              <TextInput
                label={`Name of ${name}`}
                list="common-methods"
                placeholder="Mindfulness, an assessment…"
                maxLength={500}
                className={classes.wide}
                value={method.name}
                onChange={({ currentTarget: { value } }) => set({ name: value }, 'name')}
              />
              <DayField
                label="The client agreed on"
                value={method.consentedOn}
                onChange={(consentedOn) => set({ consentedOn })}
              />
              <DayField
                label="Taken back on"
                value={method.withdrawnOn}
                onChange={(withdrawnOn) => set({ withdrawnOn })}
              />
            </div>
            <CommittedTextarea
              label={`What ${name} is for, as the client was told`}
              minRows={1}
              maxLength={8_000}
              value={method.purpose}
              onCommit={(purpose) => set({ purpose }, 'purpose')}
            />
            <p className={isAgreed(method) ? classes.facts : classes.finding}>{describe(method)}</p>
          </>
        )}
      </Entries>
      <datalist id="common-methods">
        {COMMON_METHODS.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function isAgreed({ consentedOn, withdrawnOn }: Method): boolean {
  return consentedOn !== null && withdrawnOn === null;
}

function describe({ consentedOn, withdrawnOn }: Method): string {
  if (withdrawnOn !== null) return 'Not to be used: the client took her consent back.';
  return consentedOn === null
    ? 'Not to be used yet: the client has not agreed to it.'
    : 'The client has agreed to it.';
}

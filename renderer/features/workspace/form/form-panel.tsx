import { ActionIcon, Kbd, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { KeyboardEvent, Ref } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import { changeForm } from '#shared/forms/edit-form';
import { detailsOrBlank, formOf } from '#shared/forms/moment-forms';
import { changeMoment } from '#shared/history/review-edits';
import { kindsOf, type Moment } from '#shared/model/moment';
import type { MomentDetails } from '#shared/model/moment-details';
import { removesWords } from '#shared/model/session';
import { useReviewEditing, useReviewView } from '../../../review-editing/review-editing';
import { FormLines } from '../../../ui/form-lines';
import { FormFieldRow } from './form-field-row';
import { focusNextField } from './form-keys';
import classes from './form-panel.module.css';

type FormPanelProps = {
  moment: Moment;
  formRef: Ref<HTMLElement>;
  /** The key that takes the time of the playhead, as it is shown. */
  timeKey: string | undefined;
  positionMs: () => number;
  onClose: () => void;
  onTyping: (isTyping: boolean) => void;
};

/** The form of the chosen moment's kind. Enter goes on to the next field, Escape goes back to the timeline. */
export function FormPanel({ moment, formRef, timeKey, positionMs, onClose, onTyping }: FormPanelProps) {
  const { store, framework, session } = useReviewEditing();
  const isReadOnly = useReviewView((view) => view.isReadOnly);
  const kind = kindsOf(framework).find(({ id }) => id === moment.kind);
  const fields = formOf(moment.kind) ?? [];
  const details = detailsOrBlank(moment);
  const isWordless = session.deletions.some(removesWords);

  function edit(label: string, change: (before: MomentDetails) => MomentDetails, mergeKey?: string): void {
    store.transact(
      label,
      (content) => changeMoment(content, moment.id, (before) => changeForm(before, change)),
      mergeKey === undefined ? {} : { mergeKey: `${mergeKey} ${moment.id}` },
    );
  }

  function press(event: KeyboardEvent<HTMLElement>): void {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    const isChord = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    } else if (event.key === 'Enter' && !isChord && isInField(event.target)) {
      event.preventDefault();
      focusNextField(event.currentTarget);
    }
  }

  return (
    <section ref={formRef} className={classes.panel} aria-labelledby="form-heading" onKeyDown={press}>
      <header className={classes.head}>
        <h2 id="form-heading">
          {kind?.label ?? moment.kind} <span className={classes.time}>{formatTimeCode(moment.startMs)}</span>
        </h2>
        <Tooltip label="Back to the timeline (Escape)">
          <ActionIcon variant="subtle" color="gray" size={30} aria-label="Close the form" onClick={onClose}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </header>
      {isReadOnly || !details ? (
        <FormLines moment={moment} emptyText="Nothing was written in this form." />
      ) : (
        <>
          {fields.map((field) => (
            <FormFieldRow
              key={`${moment.id} ${moment.kind} ${field.name}`}
              field={field}
              details={details}
              durationMs={session.recording.durationMs}
              isReadOnly={isReadOnly}
              isWordless={isWordless}
              positionMs={positionMs}
              onEdit={edit}
              onTyping={onTyping}
            />
          ))}
          <p className={classes.hint}>
            Every field may stay empty. <Kbd size="xs">Enter</Kbd> goes on, <Kbd size="xs">Shift+Enter</Kbd>{' '}
            starts a line, a number takes an option, <Kbd size="xs">0</Kbd> lets go, <Kbd size="xs">Esc</Kbd>{' '}
            goes back.
            {moment.kind === 'session-agreement' && timeKey && (
              <>
                {' '}
                <Kbd size="xs">{timeKey}</Kbd> takes the time of the playhead.
              </>
            )}
          </p>
        </>
      )}
    </section>
  );
}

/** Enter takes an option, opens a button and sets a time: only in words and ticks does it go on. */
function isInField(target: EventTarget): boolean {
  return target instanceof Element && target.matches('textarea, [role="radio"], input[type="checkbox"]');
}

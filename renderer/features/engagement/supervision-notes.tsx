import { Button, Checkbox } from '@mantine/core';
import { v7 } from 'uuid';
import type { SupervisionNote } from '#shared/model/engagement';
import { CommittedTextarea } from '../../ui/committed-textarea';
import { todayHere } from '../../ui/local-date';
import classes from './engagement.module.css';
import type { EngagementPart } from './use-engagement-editor';

/** What about this client the coach wants to take to her supervisor. */
export function SupervisionNotes({ content, edit }: EngagementPart) {
  function change(id: string, facts: Partial<SupervisionNote>, field?: string): void {
    edit(
      (before) => ({
        ...before,
        supervision: before.supervision.map((note) => (note.id === id ? { ...note, ...facts } : note)),
      }),
      field,
    );
  }

  return (
    <section aria-labelledby="supervision-heading" className={classes.section}>
      <h2 id="supervision-heading">Take this to supervision</h2>
      <p className={classes.facts}>
        Where boundaries become a struggle, a supervisor helps. These notes stand in no page to sign.
      </p>
      {content.supervision.map((note) => (
        <div key={note.id} className={classes.note}>
          <CommittedTextarea
            label={`Note of ${note.on}`}
            maxLength={8_000}
            value={note.text}
            onCommit={(text) => change(note.id, { text }, `note ${note.id}`)}
          />
          <Checkbox
            label="Spoken about"
            checked={note.isDone}
            onChange={({ currentTarget: { checked } }) => change(note.id, { isDone: checked })}
          />
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        onClick={() =>
          edit((before) => ({
            ...before,
            supervision: [...before.supervision, { id: v7(), on: todayHere(), text: '', isDone: false }],
          }))
        }
      >
        Add a note
      </Button>
    </section>
  );
}

import { Button, Group, Modal, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { type MentoringEntry, mentoringEntrySchema, minutesOf } from '#shared/mentoring/mentoring-log';
import { writeMinutes } from '#shared/mentoring/mentoring-stand';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { queryKeys } from '../../app/queries/query-keys';
import answers from '../../ui/dialog-answers.module.css';
import { todayHere } from '../../ui/local-date';

type EntryDialogProps = {
  /** Undefined for a new one. */
  entry: MentoringEntry | undefined;
  /** What is known of a new one: the mentor of the newest, or all that a review tells. */
  suggested: Partial<MentoringEntry> | undefined;
  onClose: () => void;
};

/** Notes a talk with a mentor, or changes a noted one. */
export function EntryDialog({ entry, suggested, onClose }: EntryDialogProps) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<MentoringEntry>(() => entry ?? newEntry(suggested));
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const change = (facts: Partial<MentoringEntry>) => setDraft({ ...draft, ...facts });
  const parsed = mentoringEntrySchema.safeParse(draft);
  // While a time is being typed it is none.
  const minutes = minutesOf(draft) || 0;

  async function save(): Promise<void> {
    if (!parsed.success) return;
    setSaving(true);
    setRefusal(undefined);
    try {
      await api.mentoring.saveEntry(parsed.data);
      await queryClient.invalidateQueries({ queryKey: queryKeys.mentoring });
      onClose();
    } catch (error) {
      setRefusal(errorMessage(error));
      setSaving(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={entry ? 'Change this talk' : 'Note a talk'}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="md">
          <Group grow align="start">
            <TextInput
              type="date"
              label="Date"
              data-autofocus
              value={draft.date}
              onChange={(event) => change({ date: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label="From"
              value={draft.startsAt}
              onChange={(event) => change({ startsAt: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label="To"
              value={draft.endsAt}
              onChange={(event) => change({ endsAt: event.currentTarget.value })}
            />
          </Group>
          <Radio.Group
            label="How"
            value={draft.setting}
            onChange={(setting) =>
              change(
                setting === 'group'
                  ? { setting: 'group', groupSize: Math.max(2, draft.groupSize) }
                  : { setting: 'one-to-one', groupSize: 1 },
              )
            }
          >
            <Group gap="lg" mt={6}>
              <Radio value="one-to-one" label="One to one" />
              <Radio value="group" label="In a group" />
            </Group>
          </Radio.Group>
          {draft.setting === 'group' && (
            <NumberInput
              label="People who were mentored, you among them"
              min={2}
              max={500}
              value={draft.groupSize}
              onChange={(value) => change({ groupSize: Number(value) || 0 })}
            />
          )}
          <Group grow align="start">
            <TextInput
              label="Mentor"
              value={draft.mentor}
              maxLength={120}
              onChange={(event) => change({ mentor: event.currentTarget.value })}
            />
            <TextInput
              label="Credential held that day"
              placeholder="PCC, MCS-PCC"
              value={draft.mentorCredential}
              maxLength={60}
              onChange={(event) => change({ mentorCredential: event.currentTarget.value })}
            />
          </Group>
          <Textarea
            label="What was talked about"
            autosize
            minRows={3}
            maxRows={10}
            maxLength={20_000}
            value={draft.about}
            onChange={(event) => change({ about: event.currentTarget.value })}
          />
        </Stack>
        {refusal && (
          <p role="alert" className={answers.problem}>
            {refusal}
          </p>
        )}
        <div className={answers.answers}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving} disabled={!parsed.success || minutes === 0}>
            {minutes === 0 ? 'Save' : `Save ${writeMinutes(minutes)}`}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function newEntry(suggested: Partial<MentoringEntry> | undefined): MentoringEntry {
  return {
    id: newId(),
    date: todayHere(),
    startsAt: '18:00',
    endsAt: '19:00',
    setting: 'one-to-one',
    groupSize: 1,
    mentor: '',
    mentorCredential: '',
    about: '',
    ...suggested,
  };
}

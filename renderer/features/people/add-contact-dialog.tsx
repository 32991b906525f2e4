import { Button, Modal, Text, Textarea } from '@mantine/core';
import { type ChangeEvent, useRef, useState } from 'react';
import type { CardPreview } from '#shared/model/contact';
import { CARD_EXTENSION, MAXIMUM_CARD_LENGTH } from '#shared/model/identity';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyDone } from '../../app/notify';
import { useCacheUpdates } from '../../app/queries/library-queries';
import answers from '../../ui/dialog-answers.module.css';
import { Fingerprint } from '../../ui/fingerprint';
import classes from './add-contact-dialog.module.css';
import { describeRole } from './describe-person';

/** Takes a card as pasted text or as a file, and shows whose it says it is before anything is stored. */
export function AddContactDialog({ onClose }: { onClose: () => void }) {
  const { contactsChanged } = useCacheUpdates();
  const [text, setText] = useState('');
  const [preview, setPreview] = useState<CardPreview>();
  const [problem, setProblem] = useState<string>();
  const [working, setWorking] = useState(false);
  const fileInput = useRef<HTMLInputElement>(null);

  function change(next: string): void {
    setText(next);
    setPreview(undefined);
    setProblem(undefined);
  }

  async function attempt(task: () => Promise<void>): Promise<void> {
    setWorking(true);
    setProblem(undefined);
    try {
      await task();
    } catch (error) {
      setProblem(errorMessage(error));
    }
    setWorking(false);
  }

  const read = (card: string) => attempt(async () => setPreview(await api.contacts.readCard({ text: card })));

  async function takeFile(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = '';
    if (!file) return;
    // Anything longer is no card; a little more is read, so that the refusal says so.
    const card = await file.slice(0, 2 * MAXIMUM_CARD_LENGTH).text();
    change(card);
    await read(card);
  }

  const add = () =>
    attempt(async () => {
      const { person, offeredKeys } = await api.contacts.add({ text });
      await contactsChanged();
      notifyDone(
        offeredKeys
          ? `Decide in the list about the other keys of ${person.name}.`
          : `${person.name} is among your people.`,
      );
      onClose();
    });

  return (
    <Modal opened onClose={onClose} size="lg" title="Add someone">
      <Textarea
        label="Their card"
        description="A text that begins with “concordance-card:”. They find it in their settings, under “Your keys”."
        rows={4}
        maxLength={4 * MAXIMUM_CARD_LENGTH}
        spellCheck={false}
        value={text}
        data-autofocus
        classNames={{ input: classes.card }}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Button variant="default" size="compact-sm" mt="xs" onClick={() => fileInput.current?.click()}>
        Choose a card file…
      </Button>
      <input
        ref={fileInput}
        type="file"
        hidden
        accept={`${CARD_EXTENSION},text/plain`}
        aria-label="Card file"
        onChange={takeFile}
      />
      {preview && <Preview preview={preview} />}
      {problem && (
        <p role="alert" className={answers.problem}>
          {problem}
        </p>
      )}
      <div className={answers.answers}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {preview && preview.effect !== 'own' ? (
          <Button loading={working} onClick={add}>
            {preview.effect === 'changed' ? 'Go on to decide' : `Add ${preview.person.name}`}
          </Button>
        ) : (
          <Button loading={working} disabled={text.trim() === ''} onClick={() => read(text)}>
            Look at the card
          </Button>
        )}
      </div>
    </Modal>
  );
}

const EFFECTS: Readonly<Record<CardPreview['effect'], string>> = {
  new: 'The card is whole. Whether it is really theirs you know when you have compared the fingerprint by voice.',
  known: 'You know this person with these keys already. Adding the card again brings the name up to date.',
  changed:
    'You know this person with other keys. Nothing is replaced now: you decide in the list which ones you rely on.',
  own: 'This is your own card. Give it to others, and ask them for theirs.',
};

function Preview({ preview: { person, fingerprint, effect } }: { preview: CardPreview }) {
  return (
    <section aria-label="What the card says" className={classes.preview} data-effect={effect}>
      <p className={classes.name}>{person.name}</p>
      <Text size="sm" c="dimmed">
        {describeRole(person)}
      </Text>
      <div className={classes.fingerprint}>
        <Fingerprint value={fingerprint} label={`Fingerprint of the card of ${person.name}`} />
      </div>
      <Text size="sm" role="status">
        {EFFECTS[effect]}
      </Text>
    </section>
  );
}

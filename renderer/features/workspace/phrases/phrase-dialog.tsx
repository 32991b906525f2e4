import { Combobox, Kbd, Modal, TextInput, useCombobox } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { MomentKind } from '#shared/model/moment';
import { gatherPhrases, keepWording, leaveOut, sayingsIn, searchPhrases } from '#shared/phrases/phrase-bank';
import { useSavePreferences } from '../../../app/profile-actions';
import { useProfile } from '../../../app/queries/library-queries';
import { useOwnSayings } from '../../../app/queries/review-queries';
import { useReviewView } from '../../../review-editing/review-editing';
import classes from './phrase-dialog.module.css';

/** The option that keeps what was typed; no wording is empty, so none can be taken for it. */
const KEEP = '';
/** A list to choose from, not to read through. */
const MOST_SHOWN = 60;

type PhraseDialogProps = { kind: MomentKind; onClose: () => void; onChoose: (text: string) => void };

/** The user's own wordings for a kind of moment: those that she keeps, and those that she quoted. */
export function PhraseDialog({ kind, onClose, onChoose }: PhraseDialogProps) {
  return (
    <Modal opened onClose={onClose} title={`Your wordings: ${kind.label.toLowerCase()}`} size="lg">
      <PhraseList kind={kind} onChoose={onChoose} />
      <p className={classes.hint}>
        <Kbd size="xs">Enter</Kbd> writes it where you were, <Kbd size="xs">Ctrl+Delete</Kbd> offers it no
        more. These come from quotes in your own reviews: leave out what a client said, it belongs to her
        session.
      </p>
    </Modal>
  );
}

/** Inside the dialog, so that its first option can be chosen as soon as it is there. */
function PhraseList({ kind, onChoose }: Omit<PhraseDialogProps, 'onClose'>) {
  const { preferences } = useProfile();
  const savePreferences = useSavePreferences();
  const momentsInOrder = useReviewView((view) => view.momentsInOrder);
  const elsewhere = useOwnSayings(kind.id);
  const [search, setSearch] = useState('');
  const list = useCombobox({ opened: true });

  const sayings = [...sayingsIn(momentsInOrder, kind.id), ...(elsewhere.data ?? [])];
  const phrases = searchPhrases(gatherPhrases(sayings, preferences.phrases, kind.id), search).slice(
    0,
    MOST_SHOWN,
  );
  const canKeep = search.trim() !== '' && !phrases.some(({ text }) => text === search.trim());

  const { selectFirstOption } = list;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first option is another one when these change
  useEffect(() => {
    selectFirstOption();
  }, [search, phrases.length]);

  function choose(value: string): void {
    const text = value === KEEP ? search.trim() : value;
    if (value === KEEP) {
      void savePreferences({ phrases: keepWording(preferences.phrases, kind.id, text) });
    }
    onChoose(text);
  }

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Delete' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const phrase = phrases[list.getSelectedOptionIndex()];
    if (phrase) void savePreferences({ phrases: leaveOut(preferences.phrases, kind.id, phrase) });
  }

  return (
    <Combobox store={list} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          label="Find one, or write one to keep"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={press}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes.list} aria-label="Wordings">
        {phrases.map(({ text, uses, isOwn }) => (
          <Combobox.Option key={text} value={text} className={classes.option}>
            <span>{text}</span>
            <span className={classes.from}>
              {isOwn ? 'kept' : uses === 1 ? 'said once' : `said ${uses} times`}
            </span>
          </Combobox.Option>
        ))}
        {canKeep && (
          <Combobox.Option value={KEEP} className={classes.option}>
            <span>Keep and use “{search.trim()}”</span>
          </Combobox.Option>
        )}
        {phrases.length === 0 && !canKeep && (
          <Combobox.Empty>
            Nothing yet. What you quote at this kind of moment comes here by itself.
          </Combobox.Empty>
        )}
      </Combobox.Options>
    </Combobox>
  );
}

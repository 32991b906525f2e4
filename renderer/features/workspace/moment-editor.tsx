import { ActionIcon, MultiSelect, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconForms, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { memo, type Ref, useMemo } from 'react';
import { formOf } from '#shared/forms/moment-forms';
import { tellFormInOneLine } from '#shared/forms/tell-form';
import { changeMoment, withKind } from '#shared/history/review-edits';
import { competenciesOf } from '#shared/model/framework';
import { kindsOf, type Moment, type Polarity } from '#shared/model/moment';
import { removesWords } from '#shared/model/session';
import { useReviewEditing, useReviewView } from '../../review-editing/review-editing';
import { CommittedTextarea } from '../../ui/committed-textarea';
import classes from './moment-editor.module.css';
import { TimeField } from './time-field';

const POLARITIES: { value: Polarity; label: string }[] = [
  { value: 'shown', label: 'Shown' },
  { value: 'missed', label: 'Missed' },
  { value: 'against', label: 'Against' },
];

type MomentEditorProps = {
  noteRef: Ref<HTMLTextAreaElement>;
  quoteRef: Ref<HTMLTextAreaElement>;
  linkRef: Ref<HTMLInputElement>;
  positionMs: () => number;
  onDelete: () => void;
  onOpenForm: () => void;
  /** Goes back to the timeline. */
  onLeave: () => void;
  onTyping: (isTyping: boolean) => void;
};

/** Everything about the chosen moment, typed exactly. */
export const MomentEditor = memo(function MomentEditor(props: MomentEditorProps) {
  const { selectedMomentId } = useReviewEditing();
  const moment = useReviewView(({ content }) =>
    selectedMomentId === undefined ? undefined : content.moments.get(selectedMomentId),
  );
  if (!moment) {
    return (
      <section className={classes.empty} aria-label="Chosen moment">
        <p>
          Choose a moment, or mark one while you listen. Here you write what was said and link it as evidence.
        </p>
      </section>
    );
  }
  return <MomentForm moment={moment} {...props} />;
});

// The controls stay when another moment is chosen, which is much faster than making them anew; what holds something of
// the moment before, half typed, has a key.
function MomentForm({
  moment,
  noteRef,
  quoteRef,
  linkRef,
  positionMs,
  onDelete,
  onOpenForm,
  onLeave,
  onTyping,
}: MomentEditorProps & { moment: Moment }) {
  const { store, framework, session, playMoment } = useReviewEditing();
  const isReadOnly = useReviewView((view) => view.isReadOnly);
  const { durationMs } = session.recording;
  const isWordless = session.deletions.some(removesWords);
  const kinds = kindsOf(framework);
  const written = tellFormInOneLine(moment);

  function edit(label: string, change: (before: Moment) => Moment, mergeKey?: string): void {
    store.transact(
      label,
      (content) => changeMoment(content, moment.id, change),
      mergeKey === undefined ? {} : { mergeKey: `${mergeKey} ${moment.id}` },
    );
  }

  const linkable = useMemo(
    () =>
      competenciesOf(framework).map((competency) => ({
        group: competency.title,
        items: [
          { value: `competency ${competency.code}`, label: `${competency.title} as a whole` },
          ...competency.indicators.map((indicator) => ({
            value: `indicator ${indicator.code}`,
            label: `${indicator.code} ${indicator.text}`,
          })),
        ],
      })),
    [framework],
  );

  function changeStart(startMs: number): string | undefined {
    if (moment.endMs !== undefined && startMs >= moment.endMs) return 'Must lie before the end.';
    edit('move a moment', (before) => ({ ...before, startMs }));
    return undefined;
  }

  function changeEnd(endMs: number | undefined): string | undefined {
    if (endMs !== undefined && endMs <= moment.startMs) return 'Must lie after the start.';
    edit(
      endMs === undefined ? 'make it a point' : 'move the end of a moment',
      ({ endMs: _endMs, ...before }) => ({
        ...before,
        ...(endMs !== undefined && { endMs }),
      }),
    );
    return undefined;
  }

  return (
    <section
      className={classes.editor}
      aria-label="Chosen moment"
      onKeyDown={({ key, target }) => {
        if (key === 'Escape' && target instanceof HTMLTextAreaElement) onLeave();
      }}
    >
      <div className={classes.head}>
        <Select
          label="Kind"
          size="xs"
          w={144}
          allowDeselect={false}
          disabled={isReadOnly}
          data={kinds.map((kind) => ({ value: kind.id, label: kind.label }))}
          value={moment.kind}
          onChange={(kind) => kind && edit('change a moment’s kind', (before) => withKind(before, kind))}
        />
        <fieldset className={classes.polarity}>
          <legend>Polarity</legend>
          <SegmentedControl
            size="xs"
            disabled={isReadOnly}
            data={POLARITIES}
            value={moment.polarity}
            onChange={(polarity) =>
              edit('change a moment’s polarity', (before) => ({ ...before, polarity: polarity as Polarity }))
            }
          />
        </fieldset>
        <TimeField
          key={`start ${moment.id}`}
          label="Start"
          valueMs={moment.startMs}
          durationMs={durationMs}
          isReadOnly={isReadOnly}
          positionMs={positionMs}
          onChange={(ms) => (ms === undefined ? 'A start is needed.' : changeStart(ms))}
        />
        <TimeField
          key={`end ${moment.id}`}
          label="End"
          valueMs={moment.endMs}
          durationMs={durationMs}
          isReadOnly={isReadOnly}
          positionMs={positionMs}
          onChange={changeEnd}
        />
        <div className={classes.actions}>
          {formOf(moment.kind) && (
            <Tooltip label="The form of its kind (F)">
              <ActionIcon variant="default" size={30} aria-label="Fill in its form" onClick={onOpenForm}>
                <IconForms size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label="Play the moment (P)">
            <ActionIcon
              variant="default"
              size={30}
              aria-label="Play the moment"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => playMoment(moment.id)}
            >
              <IconPlayerPlay size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Delete the moment (Delete)">
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              disabled={isReadOnly}
              aria-label="Delete the moment"
              onClick={onDelete}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      <div className={classes.texts}>
        <CommittedTextarea
          key={`quote ${moment.id}`}
          label="Quote"
          placeholder={
            isWordless ? 'Deleted, since the client does not consent' : 'The words that were spoken'
          }
          size="xs"
          minRows={2}
          maxRows={5}
          readOnly={isReadOnly || isWordless}
          inputRef={quoteRef}
          value={moment.quote}
          onCommit={(quote) => edit('write a quote', (before) => ({ ...before, quote }), 'quote')}
          onFocus={() => onTyping(true)}
          onBlur={() => onTyping(false)}
        />
        <CommittedTextarea
          key={`note ${moment.id}`}
          label="Note"
          placeholder="What you noticed"
          size="xs"
          minRows={2}
          maxRows={5}
          readOnly={isReadOnly}
          inputRef={noteRef}
          value={moment.note}
          onCommit={(note) => edit('write a note', (before) => ({ ...before, note }), 'note')}
          onFocus={() => onTyping(true)}
          onBlur={() => onTyping(false)}
        />
      </div>
      {written !== '' && <p className={classes.written}>{written}</p>}
      <MultiSelect
        ref={linkRef}
        classNames={{ pill: classes.pill ?? '' }}
        label="Evidence for"
        size="xs"
        searchable
        clearable={false}
        disabled={isReadOnly}
        placeholder={
          moment.indicators.length + moment.competencies.length === 0 ? 'Type a code or a word' : ''
        }
        nothingFoundMessage="No indicator has these words"
        maxDropdownHeight={240}
        comboboxProps={{ position: 'top' }}
        data={linkable}
        value={[
          ...moment.competencies.map((code) => `competency ${code}`),
          ...moment.indicators.map((code) => `indicator ${code}`),
        ]}
        onChange={(values) =>
          edit('link a moment as evidence', (before) => ({ ...before, ...readLinks(values) }))
        }
      />
    </section>
  );
}

function readLinks(values: readonly string[]): Pick<Moment, 'competencies' | 'indicators'> {
  const codesOf = (prefix: string) =>
    values.filter((value) => value.startsWith(prefix)).map((value) => value.slice(prefix.length));
  return { competencies: codesOf('competency '), indicators: codesOf('indicator ') };
}

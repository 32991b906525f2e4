import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconPlus } from '@tabler/icons-react';
import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { Command } from '#shared/commands/commands';
import { describeStroke, strokeOf } from '#shared/commands/key-bindings';
import classes from './key-bindings-section.module.css';

/** As many as a profile keeps for one command. */
const MAXIMUM_STROKES = 6;

type KeyBindingRowProps = {
  command: Command;
  strokes: readonly string[];
  isChanged: boolean;
  onListen: () => void;
  /** Gets `undefined` for the built-in strokes. */
  onChange: (strokes: readonly string[] | undefined) => void;
};

/** One command with its keys: each can be replaced or removed, and others added. */
export function KeyBindingRow({ command, strokes, isChanged, onListen, onChange }: KeyBindingRowProps) {
  const { label } = command;
  /** The place of the key that is being replaced; behind the last one a key is added. */
  const [listeningAt, setListeningAt] = useState<number>();
  const addButton = useRef<HTMLButtonElement>(null);
  const isAdding = listeningAt === strokes.length;

  function listen(place: number): void {
    onListen();
    setListeningAt(place);
  }

  function takeStroke(event: KeyboardEvent, place: number): void {
    if (listeningAt !== place || isNoStroke(event)) return;
    // Moving on with Tab must stay possible; leaving the row ends the listening.
    if (event.code === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    setListeningAt(undefined);
    if (event.code === 'Escape') return;
    const stroke = strokeOf(event);
    if (strokes[place] !== stroke) onChange(strokes.toSpliced(place, 1, stroke));
  }

  function remove(place: number): void {
    setListeningAt(undefined);
    onChange(strokes.toSpliced(place, 1));
    addButton.current?.focus();
  }

  function endWhenLeft(event: FocusEvent<HTMLElement>): void {
    if (!event.currentTarget.contains(event.relatedTarget)) setListeningAt(undefined);
  }

  return (
    <li className={classes.binding} onBlur={endWhenLeft}>
      <span className={classes.label}>{label}</span>
      <span className={classes.keys}>
        {strokes.length === 0 && listeningAt === undefined && <span className={classes.noKey}>No key</span>}
        {strokes.map((stroke, place) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a key that is replaced must keep the focus
            key={place}
            type="button"
            className={classes.key}
            data-listening={listeningAt === place || undefined}
            aria-label={
              listeningAt === place
                ? `Press a key for “${label}”; Escape keeps ${describeStroke(stroke)}`
                : `${describeStroke(stroke)}: change this key of “${label}”`
            }
            onClick={() => listen(place)}
            onKeyDown={(event) => takeStroke(event, place)}
          >
            {listeningAt === place ? 'Press a key…' : describeStroke(stroke)}
          </button>
        ))}
        {listeningAt !== undefined && listeningAt < strokes.length && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => remove(listeningAt)}>
            Remove it
          </Button>
        )}
        {strokes.length < MAXIMUM_STROKES && (
          <Tooltip label="Add a key">
            <button
              ref={addButton}
              type="button"
              className={classes.add}
              data-listening={isAdding || undefined}
              aria-label={
                isAdding ? `Press a key for “${label}”; Escape adds none` : `Add a key for “${label}”`
              }
              onClick={() => listen(strokes.length)}
              onKeyDown={(event) => takeStroke(event, strokes.length)}
            >
              {isAdding ? 'Press a key…' : <IconPlus size={14} aria-hidden />}
            </button>
          </Tooltip>
        )}
        {isChanged && (
          <Tooltip label={`Reset to ${command.strokes.map(describeStroke).join(' or ')}`}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={26}
              aria-label={`Reset the keys of “${label}”`}
              onClick={() => onChange(undefined)}
            >
              <IconArrowBackUp size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
    </li>
  );
}

/** Keys that only change others, keys without a name, and the repeats of the press that began the listening. */
function isNoStroke({ code, repeat, nativeEvent }: KeyboardEvent): boolean {
  return (
    repeat ||
    nativeEvent.isComposing ||
    code === '' ||
    /^(Shift|Control|Alt|Meta|OS|CapsLock|NumLock|Fn)/.test(code)
  );
}

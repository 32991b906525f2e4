import { Button, Kbd } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import classes from './key-bindings-section.module.css';
import { SettingsSection } from './settings-section';

export type KeyBinding = {
  command: string;
  label: string;
  /** Strokes such as `Shift+KeyC`, in the order in which they are offered. */
  keys: readonly string[];
  isChanged: boolean;
};

type KeyBindingsSectionProps = {
  bindings: readonly KeyBinding[];
  /** Names the command that has a stroke already, where there is one. */
  findClash: (command: string, stroke: string) => string | undefined;
  onChange: (command: string, keys: readonly string[]) => void;
  onReset: (command: string) => void;
};

/** Shows which keys do what and takes new ones. Knows strokes only, so that any list of commands can be shown. */
export function KeyBindingsSection({ bindings, findClash, onChange, onReset }: KeyBindingsSectionProps) {
  const [listening, setListening] = useState<string>();
  const [problem, setProblem] = useState<string>();

  function takeStroke(event: KeyboardEvent, command: string): void {
    if (listening !== command || isModifier(event.code)) return;
    event.preventDefault();
    event.stopPropagation();
    setListening(undefined);
    if (event.key === 'Escape') return;
    const stroke = describeStroke(event);
    const clash = findClash(command, stroke);
    if (clash === undefined) onChange(command, [stroke]);
    setProblem(clash && `${stroke} already does: ${clash}.`);
  }

  return (
    <SettingsSection title="Keys">
      <p role="status" className={classes.problem}>
        {problem}
      </p>
      <ul className={classes.bindings}>
        {bindings.map(({ command, label, keys, isChanged }) => (
          <li key={command} className={classes.binding}>
            <span>{label}</span>
            <span className={classes.keys}>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Change the key of “${label}”`}
              onClick={() => setListening(command)}
              onKeyDown={(event) => takeStroke(event, command)}
              onBlur={() => setListening(undefined)}
            >
              {listening === command ? 'Press a key…' : 'Change'}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              disabled={!isChanged}
              aria-label={`Take back the change of “${label}”`}
              onClick={() => onReset(command)}
            >
              Reset
            </Button>
          </li>
        ))}
      </ul>
    </SettingsSection>
  );
}

function isModifier(code: string): boolean {
  return /^(Shift|Control|Alt|Meta)/.test(code);
}

function describeStroke({ ctrlKey, metaKey, altKey, shiftKey, code }: KeyboardEvent): string {
  return [(ctrlKey || metaKey) && 'Mod', altKey && 'Alt', shiftKey && 'Shift', code]
    .filter(Boolean)
    .join('+');
}

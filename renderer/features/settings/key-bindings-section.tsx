import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { COMMANDS, type Command } from '#shared/commands/commands';
import {
  chooseStrokes,
  describeStroke,
  findClashes,
  isReserved,
  resolveBindings,
} from '#shared/commands/key-bindings';
import { useSavePreferences } from '../../app/profile-actions';
import { useProfile } from '../../app/queries/library-queries';
import { KeyBindingRow } from './key-binding-row';
import classes from './key-bindings-section.module.css';
import { type CommandGroup, groupCommands, searchCommands } from './key-groups';
import { SettingsSection } from './settings-section';

const WORKSPACE_COMMANDS = COMMANDS.filter((command) => command.place === 'workspace');

/** Which keys do what while one reviews, to be found and changed. Only what differs from the built-in ones is kept. */
export function KeyBindingsSection() {
  const { keyBindings: chosen } = useProfile().preferences;
  const savePreferences = useSavePreferences();
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState('');
  const [beforeReset, setBeforeReset] = useState<typeof chosen>();
  const bindings = useMemo(() => resolveBindings(chosen), [chosen]);
  const hasChanges = WORKSPACE_COMMANDS.some((command) => command.id in chosen);
  const isSearching = query.trim() !== '';
  const groups = groupCommands(
    isSearching ? searchCommands(WORKSPACE_COMMANDS, bindings, query) : WORKSPACE_COMMANDS,
  );

  function save(keyBindings: typeof chosen): void {
    setProblem('');
    void savePreferences({ keyBindings });
  }

  /** Takes the strokes unless one of them does something else already. */
  function change(command: Command, strokes: readonly string[] | undefined): void {
    setBeforeReset(undefined);
    const obstacle = obstacleTo(command, strokes, chosen);
    if (obstacle === undefined) save(chooseStrokes(chosen, command, strokes));
    else setProblem(obstacle);
  }

  function resetAll(): void {
    setBeforeReset(chosen);
    save({});
  }

  function undoReset(): void {
    setBeforeReset(undefined);
    if (beforeReset) save(beforeReset);
  }

  const list = (group: CommandGroup) => (
    <ul className={classes.bindings}>
      {group.commands.map((command) => (
        <KeyBindingRow
          key={command.id}
          command={command}
          strokes={bindings.get(command.id) ?? []}
          isChanged={command.id in chosen}
          onListen={() => setProblem('')}
          onChange={(strokes) => change(command, strokes)}
        />
      ))}
    </ul>
  );

  return (
    <SettingsSection title="Keyboard">
      <p className={classes.hint}>
        Choose a key, then press the one that you want instead. Keys are named as on an English keyboard.
      </p>
      <div className={classes.tools}>
        <TextInput
          type="search"
          className={classes.search}
          aria-label="Search keys"
          placeholder="What it does, or a key"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={!hasChanges && !beforeReset}
          onClick={beforeReset ? undoReset : resetAll}
        >
          {beforeReset ? 'Undo the reset' : 'Reset all'}
        </Button>
      </div>
      <p role="alert" className={classes.problem}>
        {problem}
      </p>
      {groups.length === 0 && <p className={classes.hint}>No key does that.</p>}
      {groups.map((group) =>
        isSearching ? (
          <section key={group.title} aria-label={group.title} className={classes.found}>
            <h3 className={classes.groupTitle}>{group.title}</h3>
            {list(group)}
          </section>
        ) : (
          <details key={group.title} className={classes.group}>
            <summary className={classes.summary}>
              <h3 className={classes.groupTitle}>{group.title}</h3>
              <span className={classes.count}>{countWords(group, chosen)}</span>
            </summary>
            {list(group)}
          </details>
        ),
      )}
    </SettingsSection>
  );
}

/** Why a command cannot have these strokes; `undefined` when it can. */
function obstacleTo(
  command: Command,
  strokes: readonly string[] | undefined,
  chosen: Readonly<Record<string, readonly string[]>>,
): string | undefined {
  const reserved = strokes?.find((stroke) => isReserved(stroke) && !command.strokes.includes(stroke));
  if (reserved !== undefined) {
    return `${describeStroke(reserved)} is kept for moving about, for your browser or your system.`;
  }
  const clash = findClashes(resolveBindings(chooseStrokes(chosen, command, strokes))).find(({ commands }) =>
    commands.includes(command.id),
  );
  if (clash === undefined) return undefined;
  const other = COMMANDS.find(({ id }) => id !== command.id && clash.commands.includes(id));
  return other === undefined
    ? `${describeStroke(clash.stroke)} is a key of “${command.label}” already.`
    : `${describeStroke(clash.stroke)} already does “${other.label}” (${other.group}). Give that another key first.`;
}

function countWords({ commands }: CommandGroup, chosen: Readonly<Record<string, unknown>>): string {
  const changed = commands.filter((command) => command.id in chosen).length;
  return changed === 0 ? '' : `${changed} changed`;
}

import type { Command } from '#shared/commands/commands';
import { describeStroke } from '#shared/commands/key-bindings';

export type CommandGroup = { title: string; commands: Command[] };

/** Commands under the headings of the settings, in the order in which the headings first occur. */
export function groupCommands(commands: readonly Command[]): CommandGroup[] {
  const byTitle = Map.groupBy(commands, titleOf);
  return [...byTitle].map(([title, members]) => ({ title, commands: members }));
}

/** Each kind of moment can be marked in three ways: under one heading the two rarer ones would bury the first. */
function titleOf(command: Command): string {
  if (command.id.startsWith('mark.missed-')) return 'Marking as missed';
  if (command.id.startsWith('mark.against-')) return 'Marking as counter-evidence';
  return command.group;
}

/** Finds commands by what they do or by a key as it is shown, such as `Shift+1`. */
export function searchCommands(
  commands: readonly Command[],
  bindings: ReadonlyMap<string, readonly string[]>,
  query: string,
): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const keys = (bindings.get(command.id) ?? []).map((stroke) => describeStroke(stroke).toLowerCase());
    const text = `${titleOf(command)} ${command.label}`.toLowerCase();
    return words.every((word) => keys.includes(word) || (word.length > 1 && text.includes(word)));
  });
}

import { Kbd, Modal } from '@mantine/core';
import { COMMANDS, type Command } from '#shared/commands/commands';
import { describeStroke } from '#shared/commands/key-bindings';
import type { MomentKind } from '#shared/model/moment';
import classes from './key-help-dialog.module.css';

type KeyHelpDialogProps = {
  opened: boolean;
  onClose: () => void;
  bindings: ReadonlyMap<string, readonly string[]>;
  kinds: readonly MomentKind[];
};

const GROUPS: readonly Command['group'][] = ['Playing', 'Marking', 'Moments', 'View', 'Review'];

/** Every key of the workspace, read from the same list that runs them. */
export function KeyHelpDialog({ opened, onClose, bindings, kinds }: KeyHelpDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="80rem">
      <div className={classes.groups}>
        {GROUPS.map((group) => (
          <section key={group} className={classes.group}>
            <h3>{group}</h3>
            <dl>
              {COMMANDS.filter((command) => command.group === group && isShown(command, kinds.length)).map(
                (command) => (
                  <div key={command.id} className={classes.entry}>
                    <dt>
                      {(bindings.get(command.id) ?? []).map((stroke) => (
                        <Kbd key={stroke} size="xs">
                          {describeStroke(stroke)}
                        </Kbd>
                      ))}
                    </dt>
                    <dd>{labelOf(command, kinds)}</dd>
                  </div>
                ),
              )}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.note}>
        Keys rest while you type. Shift with a number marks the kind as missed, Alt as counter-evidence. All
        keys can be changed in the settings.
      </p>
    </Modal>
  );
}

/** The missed and against variants follow one rule, said once below; nine more lines each would bury the rest. */
function isShown(command: Command, kindCount: number): boolean {
  const match = /^mark\.(kind|missed|against)-(\d)$/.exec(command.id);
  return !match || (match[1] === 'kind' && Number(match[2]) <= kindCount);
}

function labelOf(command: Command, kinds: readonly MomentKind[]): string {
  const digit = /^mark\.kind-(\d)$/.exec(command.id)?.[1];
  return digit === undefined ? command.label : (kinds[Number(digit) - 1]?.label ?? command.label);
}

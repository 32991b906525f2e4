import { Kbd, Modal, Text } from '@mantine/core';
import classes from './help-dialog.module.css';

const LIBRARY_KEYS: readonly { keys: readonly string[]; meaning: string }[] = [
  { keys: ['/'], meaning: 'Search the library' },
  { keys: ['↑', '↓'], meaning: 'Move through the sessions' },
  { keys: ['Home', 'End'], meaning: 'First and last session' },
  { keys: ['Enter'], meaning: 'Open the session' },
  { keys: ['Delete'], meaning: 'Move the session to the trash' },
  { keys: ['?'], meaning: 'Show this help' },
];

export function HelpDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Help and keys">
      <Text size="sm">
        Add a recording, open its session and start a review: mark moments while you listen, tick what you
        observed, rate with evidence, submit. A package carries the session to someone else, and their review
        back to you.
      </Text>
      <dl className={classes.keys}>
        {LIBRARY_KEYS.map(({ keys, meaning }) => (
          <div key={meaning} className={classes.entry}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key} mr={4}>
                  {key}
                </Kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" c="dimmed">
        Inside a review, press ? for the keys that play and mark. Recordings and packages can be dropped
        anywhere on this window.
      </Text>
    </Modal>
  );
}

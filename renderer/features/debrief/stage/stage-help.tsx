import { Kbd, Modal } from '@mantine/core';
import classes from './stage-help.module.css';
import { OTHER_KEYS, STAGE_KEYS } from './stage-keys';

/** The keys of the stage. */
export function StageHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys of the debrief" size="lg">
      <dl className={classes.keys}>
        {[...STAGE_KEYS, ...OTHER_KEYS].map(({ shown, meaning }) => (
          <div key={meaning} className={classes.entry}>
            <dt>
              {shown.map((key) => (
                <Kbd key={key} mr={4}>
                  {key}
                </Kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

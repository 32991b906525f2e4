import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import classes from './add-recording-button.module.css';
import { useFileDialog } from './file-input';
import { host } from './host';
import { addPaths, type RecordingStorage } from './import-files';
import { notifyError } from './notify';
import { useLibraryStatus } from './queries/library-queries';
import { useIsReading } from './reading';

/** Adds recordings or packages through the system's file dialog; links them in place where the host can. */
export function AddRecordingButton({ size = 'sm' }: { size?: 'sm' | 'md' }) {
  const { data: status } = useLibraryStatus();
  const openFileDialog = useFileDialog();
  const addsByPath = status?.addsByPath ?? false;
  const isReading = useIsReading();
  const canLink = addsByPath && host.chooseFiles !== undefined;

  async function choose(storage: RecordingStorage): Promise<void> {
    if (!canLink || !host.chooseFiles) {
      openFileDialog();
      return;
    }
    try {
      await addPaths(await host.chooseFiles(), storage);
    } catch (error) {
      notifyError('The file dialog could not be opened', error);
    }
  }

  if (isReading) return null;
  return (
    <div className={classes.group}>
      {canLink && (
        <Button size={size} variant="default" onClick={() => choose('linked')}>
          Link a recording…
        </Button>
      )}
      <Button
        size={size}
        leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
        onClick={() => choose('copied')}
      >
        Add a recording
      </Button>
    </div>
  );
}

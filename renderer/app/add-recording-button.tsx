import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ChangeEvent, useRef } from 'react';
import classes from './add-recording-button.module.css';
import { host } from './host';
import { addFiles, addPaths, type RecordingStorage } from './import-files';
import { notifyError } from './notify';
import { useLibraryStatus } from './queries';

/** A hint for the file dialog only: what a file is, its content tells. */
const ACCEPTED = 'audio/*,video/*,.mkv,.opus,.concordance';

/** Adds recordings or packages through the system's file dialog; links them in place where the host can. */
export function AddRecordingButton({ size = 'sm' }: { size?: 'sm' | 'md' }) {
  const { data: status } = useLibraryStatus();
  const input = useRef<HTMLInputElement>(null);
  const addsByPath = status?.addsByPath ?? false;
  const canLink = addsByPath && host.chooseFiles !== undefined;

  async function choose(storage: RecordingStorage): Promise<void> {
    if (!canLink || !host.chooseFiles) {
      input.current?.click();
      return;
    }
    try {
      await addPaths(await host.chooseFiles(), storage);
    } catch (error) {
      notifyError('The file dialog could not be opened', error);
    }
  }

  function takeChosen(event: ChangeEvent<HTMLInputElement>): void {
    const files = [...(event.currentTarget.files ?? [])];
    // Emptied, so that choosing the same file again is noticed.
    event.currentTarget.value = '';
    void addFiles(files, { addsByPath });
  }

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
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label="Recordings or packages"
        onChange={takeChosen}
      />
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyError } from '../../app/notify';
import { useIsReading } from '../../app/reading';
import { saveWhenWritten } from '../../app/save-when-written';
import classes from './form-screen.module.css';

type ReportActionsProps = {
  /** The title of the message where it could not be saved. */
  notSaved?: string;
  /** False while it is laid out, or where it must not go out as it is. */
  isReady: boolean;
  /** Begins to write it as a word processor's file. */
  onSave: () => Promise<{ exportId: string }>;
};

/** The two ways of a report out of the program. */
export function ReportActions({ notSaved = 'The form was not saved', isReady, onSave }: ReportActionsProps) {
  const isReading = useIsReading();
  const [saving, setSaving] = useState(false);

  async function save(): Promise<void> {
    setSaving(true);
    try {
      const { exportId } = await onSave();
      await saveWhenWritten(exportId);
    } catch (error) {
      notifyError(notSaved, error);
    }
    setSaving(false);
  }

  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />}
        disabled={!isReady}
        onClick={() => window.print()}
      >
        Print or save as PDF…
      </Button>
      {!isReading && (
        <Button loading={saving} disabled={!isReady} onClick={save}>
          Save as Word file…
        </Button>
      )}
    </div>
  );
}

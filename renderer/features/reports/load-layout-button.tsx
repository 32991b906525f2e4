import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useRef } from 'react';
import type { FormTemplate } from '#shared/reports/form-template';
import { api } from '../../app/api-client';
import { notifyDone, notifyError } from '../../app/notify';
import { queryKeys } from '../../app/queries';

/** Takes in a school's own layout of the form. */
export function LoadLayoutButton({ onLoaded }: { onLoaded: (template: FormTemplate) => void }) {
  const queryClient = useQueryClient();
  const fileInput = useRef<HTMLInputElement>(null);

  async function takeFile(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (!file) return;
    try {
      const loaded = await api.reports.importTemplate({ fileName: file.name, text: await file.text() });
      await queryClient.invalidateQueries({ queryKey: queryKeys.formTemplates });
      onLoaded(loaded);
      notifyDone(`The layout “${loaded.title}” was loaded.`);
    } catch (error) {
      notifyError('The layout was not loaded', error);
    }
    input.value = '';
  }

  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => fileInput.current?.click()}>
        Load a layout…
      </Button>
      <input
        ref={fileInput}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="Layout file"
        onChange={takeFile}
      />
    </>
  );
}

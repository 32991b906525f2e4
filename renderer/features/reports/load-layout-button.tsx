import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useRef } from 'react';
import type { ReportKind } from '#shared/reports/form-template';
import type { TemplateSummary } from '#shared/reports/report-template';
import { api } from '../../app/api-client';
import { notifyDone, notifyError } from '../../app/notify';
import { queryKeys } from '../../app/queries/query-keys';

type LoadLayoutButtonProps = { report: ReportKind; onLoaded: (template: TemplateSummary) => void };

/** Takes in a school's own layout of a report. */
export function LoadLayoutButton({ report, onLoaded }: LoadLayoutButtonProps) {
  const queryClient = useQueryClient();
  const fileInput = useRef<HTMLInputElement>(null);

  async function takeFile(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (!file) return;
    try {
      const text = await file.text();
      const loaded = await api.reports.importTemplate({ report, fileName: file.name, text });
      await queryClient.invalidateQueries({ queryKey: queryKeys.templates });
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

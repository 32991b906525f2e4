import { Checkbox } from '@mantine/core';

type NamesOnPaperProps = { replaceNames: boolean; onChange: (replaceNames: boolean) => void };

/** Whether what goes on paper stands without the people's names. */
export function NamesOnPaper({ replaceNames, onChange }: NamesOnPaperProps) {
  return (
    <Checkbox
      size="xs"
      label="Replace names"
      checked={replaceNames}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

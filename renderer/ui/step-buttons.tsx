import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type StepButtonsProps = { undo: (() => void) | undefined; redo: (() => void) | undefined };

/** Undo and redo of what is written on a screen; each rests where there is nothing to take back or do again. */
export function StepButtons({ undo, redo }: StepButtonsProps) {
  return (
    <>
      <Step label="Undo" onClick={undo}>
        <IconArrowBackUp size={18} stroke={1.75} aria-hidden />
      </Step>
      <Step label="Redo" onClick={redo}>
        <IconArrowForwardUp size={18} stroke={1.75} aria-hidden />
      </Step>
    </>
  );
}

type StepProps = { label: string; onClick: (() => void) | undefined; children: ReactNode };

function Step({ label, onClick, children }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={!onClick} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

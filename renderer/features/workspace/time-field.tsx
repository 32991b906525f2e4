import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useState } from 'react';
import { formatTimeCode, parseTimeCode } from '#shared/formats/time-code';

type TimeFieldProps = {
  label: string;
  /** Said where there is no time. */
  placeholder?: string;
  /** `undefined` for the end of a point, and where there is no time. */
  valueMs: number | undefined;
  durationMs: number;
  isReadOnly: boolean;
  positionMs: () => number;
  /** Takes a new time, or `undefined` for an emptied field; returns what is wrong with it. */
  onChange: (ms: number | undefined) => string | undefined;
};

/** A time that can be typed to the millisecond, or taken from the playhead. */
export function TimeField({
  label,
  placeholder = 'point',
  valueMs,
  durationMs,
  isReadOnly,
  positionMs,
  onChange,
}: TimeFieldProps) {
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const shown = valueMs === undefined ? '' : formatTimeCode(valueMs, 'milliseconds');

  function accept(ms: number | undefined): void {
    const refused = ms !== undefined && ms > durationMs ? beyond(durationMs) : onChange(ms);
    setProblem(refused);
    if (refused === undefined) setDraft(undefined);
  }

  function commit(): void {
    if (draft === undefined || draft === shown) {
      setDraft(undefined);
      setProblem(undefined);
      return;
    }
    const ms = parseTimeCode(draft);
    if (draft.trim() === '') accept(undefined);
    else if (ms === undefined) setProblem('Write a time like 1:05.250.');
    else accept(ms);
  }

  return (
    <TextInput
      label={label}
      size="xs"
      w={112}
      disabled={isReadOnly}
      placeholder={placeholder}
      value={draft ?? shown}
      error={problem}
      rightSection={
        <Tooltip label={`${label} at the playhead`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            disabled={isReadOnly}
            aria-label={`${label} at the playhead`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => accept(positionMs())}
          >
            <IconMapPin size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      }
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        // The first Escape takes back what was typed; the next one leaves, as anywhere.
        if (event.key === 'Escape' && (draft !== undefined || problem !== undefined)) {
          event.stopPropagation();
          setDraft(undefined);
          setProblem(undefined);
        }
      }}
    />
  );
}

function beyond(durationMs: number): string {
  return `The recording ends at ${formatTimeCode(durationMs, 'milliseconds')}.`;
}

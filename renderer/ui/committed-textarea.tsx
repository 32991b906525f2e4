import { Textarea } from '@mantine/core';
import { type FocusEvent, type Ref, useEffect, useRef, useState } from 'react';
import { MAXIMUM_TEXT_LENGTH } from '#shared/model/moment';

const PAUSE_IN_TYPING_MS = 300;

type CommittedTextareaProps = {
  label: string;
  value: string;
  /** Takes over the text after a pause in typing, on leaving the field, and when the field goes away. */
  onCommit: (text: string) => void;
  description?: string;
  placeholder?: string;
  /** Shows the label to assistive technology only, where the surroundings say it already. */
  hidesLabel?: boolean;
  minRows?: number;
  maxRows?: number;
  maxLength?: number;
  disabled?: boolean;
  readOnly?: boolean;
  size?: 'xs' | 'sm' | 'md';
  className?: string;
  inputRef?: Ref<HTMLTextAreaElement>;
  onFocus?: (event: FocusEvent<HTMLTextAreaElement>) => void;
  onBlur?: (event: FocusEvent<HTMLTextAreaElement>) => void;
};

/**
 * A text field that echoes at once and hands its text on in phrases. A change from outside, such as an undo, shows as
 * soon as nothing typed waits. One that can turn to another text needs a `key` naming it, so that what was typed for
 * the one is never handed to the other.
 */
export function CommittedTextarea({
  label,
  value,
  onCommit,
  hidesLabel = false,
  minRows = 2,
  maxRows = 12,
  maxLength = MAXIMUM_TEXT_LENGTH,
  size = 'sm',
  inputRef,
  onBlur,
  ...rest
}: CommittedTextareaProps) {
  const [draft, setDraft] = useState<string>();
  const waiting = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latestOnCommit = useRef(onCommit);
  useEffect(() => {
    latestOnCommit.current = onCommit;
  });

  function commit(): void {
    clearTimeout(timer.current);
    const text = waiting.current;
    if (text === undefined) return;
    waiting.current = undefined;
    latestOnCommit.current(text);
    setDraft(undefined);
  }
  const latestCommit = useRef(commit);

  useEffect(() => {
    const commitNow = () => latestCommit.current();
    addEventListener('pagehide', commitNow);
    return () => {
      removeEventListener('pagehide', commitNow);
      commitNow();
    };
  }, []);

  return (
    <Textarea
      {...rest}
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      {...(inputRef && { ref: inputRef })}
      autosize
      minRows={minRows}
      maxRows={maxRows}
      size={size}
      maxLength={maxLength}
      value={draft ?? value}
      onChange={(event) => {
        const text = event.currentTarget.value;
        waiting.current = text;
        setDraft(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => latestCommit.current(), PAUSE_IN_TYPING_MS);
      }}
      onBlur={(event) => {
        commit();
        onBlur?.(event);
      }}
    />
  );
}

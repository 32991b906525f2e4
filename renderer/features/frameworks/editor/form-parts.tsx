import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './forms.module.css';

type CodeFieldProps = {
  label: string;
  value: string;
  onCommit: (code: string) => void;
  description?: string;
};

/** A code, taken over when it is whole: what names it elsewhere follows, which must not happen letter by letter. */
export function CodeField({ label, value, onCommit, description }: CodeFieldProps) {
  const [typed, setTyped] = useState<string>();

  function commit(): void {
    const code = typed?.trim();
    setTyped(undefined);
    if (code && code !== value) onCommit(code);
  }

  return (
    <TextInput
      label={label}
      description={description}
      className={classes.code}
      maxLength={40}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

type PartToolsProps = {
  /** What the buttons speak of: “this indicator”. */
  what: string;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  children?: ReactNode;
};

/** Moves a part among its neighbours or takes it out. */
export function PartTools({ what, onMove, onRemove, children }: PartToolsProps) {
  return (
    <div className={classes.tools}>
      {children}
      <Button size="xs" variant="default" onClick={() => onMove(-1)} aria-label={`Move up ${what}`}>
        Move up
      </Button>
      <Button size="xs" variant="default" onClick={() => onMove(1)} aria-label={`Move down ${what}`}>
        Move down
      </Button>
      <Button size="xs" variant="subtle" color="red" onClick={onRemove} aria-label={`Remove ${what}`}>
        Remove
      </Button>
    </div>
  );
}

type CodeListFieldProps = {
  label: string;
  description?: string;
  placeholder?: string;
  value: readonly string[];
  onCommit: (codes: string[]) => void;
};

/** Codes with commas between, taken over when the field is left. */
export function CodeListField({ label, description, placeholder, value, onCommit }: CodeListFieldProps) {
  const written = value.join(', ');
  return (
    <TextInput
      key={written}
      label={label}
      description={description}
      placeholder={placeholder}
      defaultValue={written}
      onBlur={(event) => {
        const codes = event.currentTarget.value
          .split(',')
          .map((code) => code.trim())
          .filter(Boolean);
        if (codes.join(', ') !== written) onCommit(codes);
      }}
    />
  );
}

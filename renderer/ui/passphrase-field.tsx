import { Button, CopyButton, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { estimateStrength, makePassphrase, type PassphraseStrength } from '#shared/passphrase/passphrase';
import classes from './passphrase-field.module.css';

const STRENGTH_WORDS: Readonly<Record<PassphraseStrength['level'], string>> = {
  weak: 'Weak: it could be guessed within days.',
  fair: 'Fair: a longer one is safer.',
  strong: 'Strong: it is not going to be guessed.',
};

type PassphraseFieldProps = {
  label?: string;
  description?: string;
  value: string;
  onChange: (passphrase: string) => void;
};

/** Where a new passphrase is chosen: shows how strong it is, and offers a generated one. */
export function PassphraseField({
  label = 'Passphrase',
  description = 'Without it nobody can open the file, you neither. Write it down, or tell it by voice.',
  value,
  onChange,
}: PassphraseFieldProps) {
  const [visible, setVisible] = useState(false);
  const { bits, level } = estimateStrength(value);

  function suggest(): void {
    onChange(makePassphrase(randomBelow));
    setVisible(true);
  }

  return (
    <div>
      <PasswordInput
        label={label}
        description={description}
        value={value}
        maxLength={1_000}
        autoComplete="new-password"
        spellCheck={false}
        visible={visible}
        onVisibilityChange={setVisible}
        visibilityToggleButtonProps={{
          'aria-label': visible ? 'Hide the passphrase' : 'Show the passphrase',
          tabIndex: 0,
        }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <span className={classes.meter} data-level={value === '' ? undefined : level} aria-hidden>
          <span style={{ inlineSize: `${Math.min(100, (bits / 54) * 100)}%` }} />
        </span>
        <span role="status" className={classes.words}>
          {value === '' ? '' : STRENGTH_WORDS[level]}
        </span>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="subtle" color="gray" size="compact-sm" disabled={value === ''} onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" size="compact-sm" onClick={suggest}>
          Suggest one
        </Button>
      </div>
    </div>
  );
}

/** Numbers that would make some results likelier than others are drawn again. */
function randomBelow(limit: number): number {
  const fair = 2 ** 32 - (2 ** 32 % limit);
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn);
  while ((drawn[0] ?? 0) >= fair);
  return (drawn[0] ?? 0) % limit;
}

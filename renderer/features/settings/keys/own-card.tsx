import { Button, CopyButton, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { IdentityStatus } from '#shared/model/identity';
import { api } from '../../../app/api-client';
import { notifyDone, notifyError } from '../../../app/notify';
import { saveWhenWritten } from '../../../app/save-when-written';
import { Fingerprint } from '../../../ui/fingerprint';
import classes from './your-keys-section.module.css';

/** What the user gives to others: her card, and the digits that she reads to them. */
export function OwnCard({ status: { card, fingerprint } }: { status: IdentityStatus }) {
  const [saving, setSaving] = useState(false);

  async function save(): Promise<void> {
    setSaving(true);
    try {
      const { exportId } = await api.identity.saveCard();
      const saved = await saveWhenWritten(exportId);
      if (saved.outcome === 'saved') notifyDone(`Your card was saved: ${saved.path}`);
    } catch (error) {
      notifyError('Your card was not saved', error);
    }
    setSaving(false);
  }

  return (
    <>
      {fingerprint && (
        <>
          <p className={classes.label}>Your fingerprint</p>
          <Fingerprint value={fingerprint} label="Your fingerprint" />
          <Text size="sm" c="dimmed" mt={4}>
            To read to somebody who has your card, so that both know that nobody put another in between.
          </Text>
        </>
      )}
      {card && (
        <>
          <p className={classes.label}>Your public card</p>
          <p className={classes.card}>{card}</p>
          <Group gap="sm" mt="xs">
            <CopyButton value={card}>
              {({ copied, copy }) => (
                <Button variant="default" size="xs" onClick={copy}>
                  {copied ? 'Copied' : 'Copy the card'}
                </Button>
              )}
            </CopyButton>
            <Button variant="default" size="xs" loading={saving} onClick={save}>
              Save it as a file…
            </Button>
          </Group>
        </>
      )}
    </>
  );
}

import { Anchor, Button, Group, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { notifyError } from '../../../app/notify';
import { useCacheUpdates, useIdentity } from '../../../app/queries/library-queries';
import { paths } from '../../../app/routes';
import { SettingsSection } from '../settings-section';
import { ImportKeysDialog } from './import-keys-dialog';
import { OwnCard } from './own-card';
import { RenewKeysDialog } from './renew-keys-dialog';
import classes from './your-keys-section.module.css';

const ExportKeysDialog = lazy(async () => ({
  default: (await import('./export-keys-dialog')).ExportKeysDialog,
}));

const PROTECTIONS = {
  system: 'Your private keys are kept by this system’s key storage, outside the library.',
  file: 'Your private keys are kept in a file that only this account can read, outside the library.',
} as const;

/** The user's own keys: what she gives to others, and how she keeps the rest. */
export function YourKeysSection() {
  const identity = useIdentity();
  const { identityChanged } = useCacheUpdates();
  const [dialog, setDialog] = useState<'export' | 'import' | 'renew'>();
  const [making, setMaking] = useState(false);
  const close = () => setDialog(undefined);
  const status = identity.data;

  async function makeKeys(): Promise<void> {
    setMaking(true);
    try {
      identityChanged(await api.identity.makeKeys());
    } catch (error) {
      notifyError('Your keys were not made', error);
    }
    setMaking(false);
  }

  return (
    <SettingsSection title="Your keys">
      <Text size="sm" mb="md">
        They sign what you submit and share, and others encrypt for you with them. Give your card to the
        people you work with; you find theirs under{' '}
        <Anchor component={Link} href={paths.people()} inherit underline="always">
          People
        </Anchor>
        .
      </Text>
      {identity.isError && (
        <Text role="alert" size="sm" c="var(--danger)">
          {errorMessage(identity.error)}
        </Text>
      )}
      {status?.keys === 'none' && (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            You have none yet. They are made when you first submit or share something, or now.
          </Text>
          <Group gap="sm">
            <Button size="xs" loading={making} onClick={makeKeys}>
              Make my keys
            </Button>
            <Button variant="default" size="xs" onClick={() => setDialog('import')}>
              Import keys…
            </Button>
          </Group>
        </>
      )}
      {status?.keys === 'elsewhere' && (
        <div role="alert" className={classes.problem}>
          <p>{status.problem}</p>
          <Group gap="sm">
            <Button size="xs" onClick={() => setDialog('import')}>
              Import keys…
            </Button>
            <Button variant="default" size="xs" onClick={() => setDialog('renew')}>
              Start with new keys…
            </Button>
          </Group>
        </div>
      )}
      {status?.keys === 'here' && (
        <>
          <OwnCard status={status} />
          <Text size="sm" mt="lg">
            {PROTECTIONS[status.protection]} Export them, so that you have them after a broken disk or on a
            new computer.
          </Text>
          <Group gap="sm" mt="xs">
            <Button variant="default" size="xs" onClick={() => setDialog('export')}>
              Export keys…
            </Button>
            <Button variant="default" size="xs" onClick={() => setDialog('import')}>
              Import keys…
            </Button>
            <Button variant="subtle" color="gray" size="xs" onClick={() => setDialog('renew')}>
              Start with new keys…
            </Button>
          </Group>
        </>
      )}
      {dialog === 'export' && (
        <Suspense fallback={null}>
          <ExportKeysDialog onClose={close} />
        </Suspense>
      )}
      {dialog === 'import' && <ImportKeysDialog onClose={close} />}
      {dialog === 'renew' && <RenewKeysDialog onClose={close} />}
    </SettingsSection>
  );
}

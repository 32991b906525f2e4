import { Button, Code, CopyButton, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import { paths } from '../../app/routes';
import { SettingsSection } from './settings-section';

export function LibraryFolderSection({ folder }: { folder: string }) {
  return (
    <SettingsSection title="Library folder">
      <Group gap="sm" wrap="nowrap">
        <Code style={{ overflowWrap: 'anywhere' }}>{folder}</Code>
        <CopyButton value={folder}>
          {({ copied, copy }) => (
            <Button variant="default" size="compact-sm" style={{ flex: 'none' }} onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="sm" c="dimmed" mt="xs">
        A folder that you can read and back up: copy all of it while Concordance is closed.
      </Text>
      <Button component={Link} href={paths.care()} variant="default" size="xs" mt="sm">
        Care of the library: backups and check
      </Button>
    </SettingsSection>
  );
}

import { Stack, Text } from '@mantine/core';
import { SettingsSection } from './settings-section';

export function AboutSection({ version }: { version: string }) {
  return (
    <SettingsSection title="About">
      <Stack gap="xs">
        <Text>Concordance {version}</Text>
        <Text size="sm">
          Developmental: not affiliated with or endorsed by any credentialing body. Nothing that it shows is
          an assessment for a credential.
        </Text>
        <Text size="sm">
          Nothing leaves this machine unless you share it. There is no account, no usage statistics and no
          check for updates.
        </Text>
      </Stack>
    </SettingsSection>
  );
}

import { Text } from '@mantine/core';

/** Stands on every screen that shows what is rated. */
export function Disclaimer() {
  return (
    <Text size="xs" c="dimmed">
      Developmental, not affiliated with or endorsed by any credentialing body.
    </Text>
  );
}

import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { FrameworkSummary } from '#shared/api-contract/framework-contract';
import { useFramework } from '../../../app/queries/framework-queries';
import classes from './self-check.module.css';
import { SelfCheckForm } from './self-check-form';

type SelfCheckProps = { sessionId: string; framework: FrameworkSummary };

/** Offers the short check of one's own session, beside the reviews that take longer. */
export function SelfCheck({ sessionId, framework }: SelfCheckProps) {
  const [opened, setOpened] = useState(false);
  const { selfCheckLines } = framework;
  return (
    <div className={classes.offer}>
      <Button variant="default" size="xs" onClick={() => setOpened(true)}>
        Check yourself…
      </Button>
      <Text size="sm" c="dimmed">
        {selfCheckLines} warning signs, answered in a minute.
      </Text>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="Check yourself on this session"
        size="xl"
        closeOnClickOutside={false}
      >
        <LoadedCheck sessionId={sessionId} framework={framework} onClose={() => setOpened(false)} />
      </Modal>
    </div>
  );
}

function LoadedCheck({ sessionId, framework, onClose }: SelfCheckProps & { onClose: () => void }) {
  const { data } = useFramework({ id: framework.id, edition: framework.edition });
  return data ? <SelfCheckForm sessionId={sessionId} framework={data} onClose={onClose} /> : null;
}

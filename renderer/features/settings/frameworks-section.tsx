import { Button, Text } from '@mantine/core';
import { type ChangeEvent, useRef, useState } from 'react';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyDone } from '../../app/notify';
import { useCacheUpdates, useFrameworks } from '../../app/queries';
import { formatFrameworkReference } from '../../app/routes';
import { editionLabel, frameworkLabel } from '../../ui/framework-label';
import classes from './frameworks-section.module.css';
import { SettingsSection } from './settings-section';

export function FrameworksSection() {
  const frameworks = useFrameworks();
  const { frameworksChanged } = useCacheUpdates();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();

  async function importFramework(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = '';
    if (!file) return;
    setProblem(undefined);
    try {
      const added = await api.frameworks.importFile({ fileName: file.name, text: await file.text() });
      notifyDone(`“${frameworkLabel(added)}” was added.`);
      await frameworksChanged();
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }

  return (
    <SettingsSection title="Frameworks">
      <ul className={classes.frameworks} aria-label="Frameworks">
        {frameworks.data?.map((framework) => (
          <li key={formatFrameworkReference(framework)} className={classes.framework}>
            <span className={classes.title}>
              {framework.title} <span className={classes.edition}>{editionLabel(framework)}</span>
            </span>
            <span className={classes.description}>{framework.description}</span>
          </li>
        ))}
      </ul>
      {problem && (
        <Text role="alert" size="sm" c="var(--danger)" mb="sm" style={{ whiteSpace: 'pre-line' }}>
          {problem}
        </Text>
      )}
      <Button variant="default" size="xs" onClick={() => input.current?.click()}>
        Add a framework file…
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="Framework file"
        onChange={importFramework}
      />
    </SettingsSection>
  );
}

import { Button, CloseButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSavePreferences } from '../../app/profile-actions';
import { useProfile } from '../../app/queries/library-queries';
import { SettingsSection } from './settings-section';

/** Names of other people that are replaced where a session is shared without names. */
export function ReplacedNamesSection() {
  const { preferences } = useProfile();
  const savePreferences = useSavePreferences();
  const [name, setName] = useState('');
  const [replacement, setReplacement] = useState('');
  const { replacedNames } = preferences;
  const isComplete = name.trim() !== '' && replacement.trim() !== '';

  function add(event: FormEvent): void {
    event.preventDefault();
    if (!isComplete) return;
    const added = { name: name.trim(), replacement: replacement.trim() };
    savePreferences({
      replacedNames: [...replacedNames.filter((known) => known.name !== added.name), added],
    });
    setName('');
    setReplacement('');
  }

  return (
    <SettingsSection title="Names kept out">
      <Text size="sm" mb="sm">
        When you share a session without names, its coach and client are replaced, and these as well.
      </Text>
      {replacedNames.length > 0 && (
        <Stack component="ul" gap={4} mb="sm" p={0} style={{ listStyle: 'none' }}>
          {replacedNames.map((known) => (
            <Group component="li" key={known.name} gap="xs" wrap="nowrap">
              <Text size="sm" flex={1}>
                {known.name} → {known.replacement}
              </Text>
              <CloseButton
                size="sm"
                aria-label={`Do not replace “${known.name}” any more`}
                onClick={() =>
                  savePreferences({ replacedNames: replacedNames.filter((other) => other !== known) })
                }
              />
            </Group>
          ))}
        </Stack>
      )}
      <form onSubmit={add}>
        <Group align="end" gap="xs" wrap="nowrap">
          <TextInput
            label="Name"
            maxLength={120}
            value={name}
            flex={1}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Replaced by"
            maxLength={120}
            value={replacement}
            flex={1}
            onChange={(event) => setReplacement(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!isComplete}>
            Add
          </Button>
        </Group>
      </form>
    </SettingsSection>
  );
}

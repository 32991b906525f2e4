import { useState } from 'react';
import { type PersonInput, useSavePerson } from '../../app/profile-actions';
import { useProfile } from '../../app/queries/library-queries';
import { useAutosave } from '../../app/use-autosave';
import { SaveStatus } from '../../ui/save-status';
import { PersonFields } from './person-fields';
import { SettingsSection } from './settings-section';

export function PersonSection() {
  const { person: stored } = useProfile();
  const savePerson = useSavePerson();
  const [person, setPerson] = useState<PersonInput>({
    name: stored.name,
    role: stored.role,
    credential: stored.credential,
  });
  const autosave = useAutosave<{ person: PersonInput }>(async (changes) => {
    if (changes.person) await savePerson(changes.person);
  });
  const nameIsMissing = person.name.trim() === '';

  return (
    <SettingsSection title="You" aside={<SaveStatus state={autosave.state} onRetry={autosave.flush} />}>
      <form aria-label="You" onBlur={autosave.flush} onSubmit={(event) => event.preventDefault()}>
        <PersonFields
          person={person}
          nameError={nameIsMissing ? 'A name is needed.' : undefined}
          onChange={(changes) => {
            const next = { ...person, ...changes };
            setPerson(next);
            if (next.name.trim() !== '') autosave.change({ person: next });
          }}
        />
      </form>
    </SettingsSection>
  );
}

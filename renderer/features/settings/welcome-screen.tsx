import { Button, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { errorMessage } from '../../app/api-error';
import { type PersonInput, useSavePerson } from '../../app/profile-actions';
import { usePageTitle } from '../../ui/use-page-title';
import { WaveformOrnament } from '../../ui/waveform-ornament';
import { ImportKeysDialog } from './keys/import-keys-dialog';
import { PersonFields } from './person-fields';
import classes from './welcome-screen.module.css';

/** The first screen of all: says what this is and asks who the user is. */
export function WelcomeScreen() {
  usePageTitle('Welcome');
  const savePerson = useSavePerson();
  const [person, setPerson] = useState<PersonInput>({ name: '', role: 'trainee', credential: '' });
  const [nameError, setNameError] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [saving, setSaving] = useState(false);
  const [importing, setImporting] = useState(false);

  async function begin(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (person.name.trim() === '') {
      setNameError('Enter the name that your reviews should carry.');
      return;
    }
    setSaving(true);
    setProblem(undefined);
    try {
      await savePerson(person);
    } catch (error) {
      setProblem(errorMessage(error));
      setSaving(false);
    }
  }

  return (
    <main className={classes.screen}>
      <div className={classes.story}>
        <p className={classes.wordmark}>Concordance</p>
        <Title order={1} className={classes.promise}>
          Hear where a session finds its agreement, loses it, and finds it again.
        </Title>
        <Text className={classes.text}>
          Mark the moments while you listen, rate with evidence, and lay your view beside your mentor’s.
        </Text>
        <WaveformOrnament className={classes.ornament} />
        <Text size="sm" c="dimmed" className={classes.text}>
          Everything stays on this machine unless you share it yourself.
        </Text>
      </div>
      <form className={classes.form} onSubmit={begin} noValidate>
        <h2 className={classes.question}>First, who are you?</h2>
        <PersonFields
          person={person}
          nameError={nameError}
          onChange={(changes) => {
            setPerson((current) => ({ ...current, ...changes }));
            if (changes.name !== undefined) setNameError(undefined);
          }}
        />
        {problem && (
          <Text role="alert" size="sm" c="var(--danger)" mt="md">
            {problem}
          </Text>
        )}
        <Button type="submit" size="md" mt="xl" fullWidth loading={saving}>
          Open my library
        </Button>
        <Button variant="subtle" color="gray" size="sm" mt="xs" fullWidth onClick={() => setImporting(true)}>
          I have keys from another computer…
        </Button>
      </form>
      {importing && <ImportKeysDialog onClose={() => setImporting(false)} />}
    </main>
  );
}

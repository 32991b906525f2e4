import { Radio, Stack, Switch, Title } from '@mantine/core';
import { colourSchemeSchema, type Preferences } from '#shared/model/profile';
import { useSavePreferences } from '../../app/profile-actions';
import { useLibraryStatus, useProfile } from '../../app/queries/library-queries';
import { Changes } from '../../app/reading';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import { AboutSection } from './about-section';
import { FfmpegSection } from './ffmpeg-section';
import { KeyBindingsSection } from './key-bindings-section';
import { YourKeysSection } from './keys/your-keys-section';
import { LibraryFolderSection } from './library-folder-section';
import { PersonSection } from './person-section';
import { ReplacedNamesSection } from './replaced-names-section';
import classes from './settings-screen.module.css';
import { SettingsSection } from './settings-section';

const SCHEME_LABELS: Readonly<Record<Preferences['colourScheme'], string>> = {
  auto: 'As the system has it',
  light: 'Light',
  dark: 'Dark',
};

export function SettingsScreen() {
  usePageTitle('Settings');
  const { data: status } = useLibraryStatus();
  const { preferences } = useProfile();
  const savePreferences = useSavePreferences();

  return (
    <div className={pageClasses.narrow}>
      <Title order={1} className={classes.title}>
        Settings
      </Title>
      <Changes>
        <PersonSection />
        <YourKeysSection />
        <SettingsSection title="Colours">
          <Radio.Group
            aria-label="Colours"
            value={preferences.colourScheme}
            onChange={(value) => savePreferences({ colourScheme: colourSchemeSchema.parse(value) })}
          >
            <Stack gap={8}>
              {colourSchemeSchema.options.map((scheme) => (
                <Radio key={scheme} value={scheme} label={SCHEME_LABELS[scheme]} />
              ))}
            </Stack>
          </Radio.Group>
        </SettingsSection>
        <SettingsSection title="While you review">
          <Switch
            label="Pause playback while I type a note"
            description="When you leave the note it goes on by itself, 1.5 seconds earlier."
            checked={preferences.pauseWhileTyping}
            onChange={(event) => savePreferences({ pauseWhileTyping: event.currentTarget.checked })}
          />
        </SettingsSection>
        <KeyBindingsSection />
        <ReplacedNamesSection />
        <FfmpegSection />
      </Changes>
      {status && <LibraryFolderSection folder={status.folder} />}
      {status && <AboutSection version={status.version} />}
    </div>
  );
}

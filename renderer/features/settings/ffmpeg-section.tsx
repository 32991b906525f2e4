import { Alert, Button, Code, Group, Stack, Switch, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useSearch } from 'wouter';
import type { FfmpegState } from '#shared/model/ffmpeg';
import { host } from '../../app/host';
import { notifyError } from '../../app/notify';
import { useSavePreferences } from '../../app/profile-actions';
import { useCacheUpdates, useFfmpeg, useProfile } from '../../app/queries/library-queries';
import { SettingsSection } from './settings-section';

/** Whether an ffmpeg of the system may be used, which it is, and what that means. */
export function FfmpegSection() {
  const { preferences } = useProfile();
  const savePreferences = useSavePreferences();
  const { data: found } = useFfmpeg();
  const { ffmpegChanged } = useCacheUpdates();
  const isAskedFor = new URLSearchParams(useSearch()).get('at') === 'ffmpeg';
  const choice = useRef<HTMLInputElement>(null);

  // Whoever comes from a recording that needs it came for this one switch.
  useEffect(() => {
    if (!isAskedFor) return;
    choice.current?.focus({ preventScroll: true });
    choice.current?.closest('section')?.scrollIntoView({ block: 'center' });
  }, [isAskedFor]);

  async function allow(usesFfmpeg: boolean): Promise<void> {
    await savePreferences({ usesFfmpeg });
    await ffmpegChanged();
  }

  async function choose(): Promise<void> {
    try {
      if (await host.chooseFfmpeg?.()) await ffmpegChanged();
    } catch (error) {
      notifyError('It was not chosen', error);
    }
  }

  return (
    <SettingsSection title="ffmpeg">
      <Stack gap="sm">
        <Text size="sm">
          ffmpeg is a free program for sound and film that may be on this computer. Concordance works without
          it. With it, waveforms of long recordings are drawn sooner, and recordings that cannot be played as
          they are (such as ALAC, AC-3, AIFF, WMA, and the picture of HEVC) can be added with a copy that
          plays.
        </Text>
        <Switch
          ref={choice}
          label="Use the ffmpeg of this computer"
          description="It then reads recordings with all the rights that you have here, and not in the sandbox that the player works in. A recording that was made to do harm could use a flaw in it: allow it only if you keep ffmpeg up to date, or know where your recordings come from."
          checked={preferences.usesFfmpeg}
          onChange={(event) => allow(event.currentTarget.checked)}
        />
        {found && <Found found={found} isAllowed={preferences.usesFfmpeg} />}
        {host.chooseFfmpeg && (
          <Group>
            <Button variant="default" size="xs" onClick={choose}>
              {found?.state === 'missing' ? 'Choose where it is' : 'Choose another'}
            </Button>
          </Group>
        )}
      </Stack>
    </SettingsSection>
  );
}

function Found({ found, isAllowed }: { found: FfmpegState; isAllowed: boolean }) {
  switch (found.state) {
    case 'missing':
      return (
        <Text size="sm" c="dimmed" role="status">
          None was found on this computer{isAllowed ? '; everything works as without it' : ''}.
          {host.chooseFfmpeg ? '' : ' Where it lies at an unusual place, start Concordance with --ffmpeg.'}
        </Text>
      );
    case 'resting':
      return (
        <Text size="sm" c="dimmed" role="status">
          Found at <Place path={found.path} />. It is not used.
        </Text>
      );
    case 'ready':
      return (
        <Text size="sm" role="status">
          In use: {nameAndVersion(found.version)}, at <Place path={found.path} />.
        </Text>
      );
    case 'unusable':
      return (
        <Alert color="yellow" role="status">
          <Place path={found.path} /> does not answer as ffmpeg does, and is not used. Install ffmpeg anew, or
          choose another.
        </Alert>
      );
  }
}

/** Of the line with which ffmpeg says its version, what comes before the years of its copyright. */
function nameAndVersion(line: string): string {
  return line.replace(/ Copyright .*$/, '');
}

function Place({ path }: { path: string }) {
  return <Code style={{ overflowWrap: 'anywhere' }}>{path}</Code>;
}

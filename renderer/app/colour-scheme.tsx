import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Preferences } from '#shared/model/profile';
import { useSavePreferences } from './profile-actions';

/** Takes on the colour scheme that the profile asks for. */
export function useStoredColourScheme(stored: Preferences['colourScheme'] | undefined): void {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (stored) setColorScheme(stored);
  }, [stored, setColorScheme]);
}

/** Switches between light and dark and keeps the choice in the profile. */
export function ColourSchemeToggle() {
  const current = useComputedColorScheme('light');
  const savePreferences = useSavePreferences();
  const next = current === 'dark' ? 'light' : 'dark';
  const label = `Switch to ${next} colours`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => savePreferences({ colourScheme: next })}
      >
        {current === 'dark' ? (
          <IconSun size={18} stroke={1.75} aria-hidden />
        ) : (
          <IconMoon size={18} stroke={1.75} aria-hidden />
        )}
      </ActionIcon>
    </Tooltip>
  );
}

import { useCallback } from 'react';
import type { Person, Preferences } from '#shared/model/profile';
import { api } from './api-client';
import { notifyError } from './notify';
import { useCacheUpdates, useLibraryStatus } from './queries/library-queries';

export type PersonInput = Omit<Person, 'profileId'>;

/** Saves who the user is; throws an ApiError that the form shows. */
export function useSavePerson() {
  const { statusChanged } = useCacheUpdates();
  return async function savePerson(person: PersonInput): Promise<void> {
    const profile = await api.profile.save({ person });
    statusChanged((status) => ({ ...status, profile }));
  };
}

/** Changes some preferences at once in the page and then on disk; a failure takes them back and says so. */
export function useSavePreferences() {
  const { data: status } = useLibraryStatus();
  const { statusChanged } = useCacheUpdates();
  const profile = status?.profile;
  return useCallback(
    async function savePreferences(change: Partial<Preferences>): Promise<void> {
      if (!profile) return;
      const preferences = { ...profile.preferences, ...change };
      const { profileId: _ours, ...person } = profile.person;
      statusChanged((current) => ({ ...current, profile: { ...profile, preferences } }));
      try {
        await api.profile.save({ person, preferences });
      } catch (error) {
        statusChanged((current) => ({ ...current, profile }));
        notifyError('Your preference was not saved', error);
      }
    },
    [profile, statusChanged],
  );
}

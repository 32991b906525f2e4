import { isJsonObject, type Migration } from './migrate';

/** `profile.json`. */
export const PROFILE_MIGRATIONS: readonly Migration[] = [
  // 2: a person has keys of her own, and names that she keeps out of what she shares.
  (profile) => ({
    ...profile,
    publicKeys: null,
    earlierKeys: [],
    ...(isJsonObject(profile.preferences) && {
      preferences: { ...profile.preferences, replacedNames: [] },
    }),
  }),
];

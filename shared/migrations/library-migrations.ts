import type { Migration } from './migrate';

/** `library.json`, which holds nothing of its own: what an older program listed is read anew from the folders. */
export const LIBRARY_MIGRATIONS: readonly Migration[] = [(library) => ({ ...library, sessions: [] })];

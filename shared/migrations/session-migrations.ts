import type { Migration } from './migrate';

/** `session.json`, in the library and in packages. */
export const SESSION_MIGRATIONS: readonly Migration[] = [
  // 2: what was deleted of a session is kept on record.
  (session) => ({ ...session, deletions: [] }),
];

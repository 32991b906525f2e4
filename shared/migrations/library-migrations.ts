import type { Migration } from './migrate';

const NO_ROWS = { count: 0, columns: {}, shared: {} };

/** `library.json`, which holds nothing of its own: what an older program listed is read anew from the folders. */
export const LIBRARY_MIGRATIONS: readonly Migration[] = [
  (library) => ({ ...library, sessions: NO_ROWS, reviews: NO_ROWS }),
];

import type { Migration } from './migrate';

/** `manifest.json` of a package; its version is called `formatVersion`. */
export const MANIFEST_MIGRATIONS: readonly Migration[] = [
  // 2: packages are signed.
  (manifest) => ({ ...manifest, senderKeys: null, signature: null }),
];

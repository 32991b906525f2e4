import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export const projectFolder = resolve(import.meta.dirname, '../..');

let building: Promise<unknown> | undefined;

/** Builds the program unless what was built is newer than its sources. Rejects with the build's output. */
export async function ensureBuilt(): Promise<void> {
  // `npm test` has built already; looking again would let a test rebuild under the feet of another.
  if (process.env.CONCORDANCE_IS_BUILT === '1') return;
  building ??= promisify(execFile)(process.execPath, [join(projectFolder, 'scripts/build-when-stale.mjs')]);
  await building;
}

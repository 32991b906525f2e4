import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes an empty folder for one test. `remove` waits for programs that still let go of files in it. */
export async function makeTemporaryFolder(
  purpose: string,
): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), `concordance-${purpose}-`)));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 10 }) };
}

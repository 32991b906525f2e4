import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string | undefined;

/**
 * The folder for the private keys of every program that this process starts: one machine, as it were, on which a
 * library finds its keys again. No test touches those of whoever runs it.
 */
export function temporaryKeyFolder(): string {
  folder ??= makeFolder();
  return folder;
}

function makeFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'concordance-keys-'));
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

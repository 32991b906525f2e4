import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes a stream to a file that is either there whole or not at all: a temporary file beside the target (another disk
 * would make the rename a copy), synced, then renamed. On failure nothing is left and what was there before stays.
 */
export async function saveStream(body: ReadableStream<Uint8Array>, target: string): Promise<void> {
  // A name of its own, since the target's may have the greatest length that the disk allows already.
  const temporary = join(dirname(target), `.concordance-${randomUUID()}.part`);
  try {
    const file = await open(temporary, 'wx', 0o666);
    try {
      for await (const chunk of body) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(target));
}

/** Makes the rename itself survive a power cut. Windows and some network disks cannot sync a folder. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file itself is synced and renamed; there is nothing more that could be done here.
  }
}

/** A name that every system takes as the name of a file: no folders, no characters that Windows refuses. */
export function safeFileName(suggested: string): string {
  const printable = [...suggested].map((character) => (isRefused(character) ? '-' : character)).join('');
  // Windows drops dots and spaces at the end, and a dot at the beginning hides the file elsewhere.
  const trimmed = printable.replace(/^[.\s]+|[.\s]+$/g, '');
  return trimmed === '' ? 'export' : trimmed;
}

function isRefused(character: string): boolean {
  return '/\\:*?"<>|'.includes(character) || character < ' ' || character === '\u007f';
}

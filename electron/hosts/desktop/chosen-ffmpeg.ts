import { readFile, rename, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';

const choiceSchema = z.object({ path: z.string().refine(isAbsolute) });

/** Belongs to this machine: in a library, which is synced and shared, whoever writes it would choose what is run here. */
function choiceFile(): string {
  return join(app.getPath('userData'), 'ffmpeg.json');
}

/** Where the user said that an ffmpeg lies; `undefined` where she did not, or that cannot be read. */
export async function readChosenFfmpeg(): Promise<string | undefined> {
  try {
    return choiceSchema.parse(JSON.parse(await readFile(choiceFile(), 'utf8'))).path;
  } catch {
    return undefined;
  }
}

/** @throws what the disk reports */
export async function saveChosenFfmpeg(path: string): Promise<void> {
  const file = choiceFile();
  await writeFile(`${file}.part`, JSON.stringify({ path }));
  await rename(`${file}.part`, file);
}

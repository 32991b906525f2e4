import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Ffmpeg } from '../../electron/backend/media/ffmpeg/ffmpeg';
import { firstProgramAt, placesOfFfmpeg } from '../../electron/backend/media/ffmpeg/find-ffmpeg';

const run = promisify(execFile);

/** The ffmpeg of this system, where one is; where none is, tests that need one say why they are skipped. */
export const systemFfmpeg = await firstProgramAt(
  placesOfFfmpeg({ environment: process.env, platform: process.platform, home: homedir() }),
);

export const NO_FFMPEG = 'skipped: no ffmpeg was found on this system';

/** Of a system without any. */
export const noFfmpeg: Pick<Ffmpeg, 'state' | 'program'> = {
  state: async () => ({ state: 'missing' }),
  program: async () => undefined,
};

/** Runs the ffmpeg of this system, to make what a test needs. */
export async function ffmpeg(...words: string[]): Promise<void> {
  await run(systemFfmpeg ?? 'ffmpeg', ['-v', 'error', '-y', ...words]);
}

/**
 * A program that says that it is ffmpeg, and otherwise does what a script says.
 *
 * @param script - lines of a shell, where `$*` are the words it was called with
 */
export async function fakeFfmpeg(folder: string, script: string): Promise<string> {
  const path = join(folder, 'ffmpeg');
  const introduction = `case "$*" in
  *-version*) echo "ffmpeg version 0.0-fake Copyright nobody"; exit 0;;
  *-encoders*) echo " A....D flac                 FLAC"; exit 0;;
esac`;
  await writeFile(path, `#!/bin/sh\n${introduction}\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

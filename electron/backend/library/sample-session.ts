import { join } from 'node:path';
import { z } from 'zod';
import { calendarDateSchema } from '#shared/model/identifiers';
import { sessionKindSchema } from '#shared/model/session';
import { probeRecording } from '../media/examining/probe';
import { readFilePieces, receiveFile } from '../media/imports/receive-file';
import type { Library } from './library';

/** A megabyte; a disk that needs longer hangs. */
const COPY_TIMEOUT_MS = 30_000;

const sampleSchema = z.object({
  title: z.string(),
  date: calendarDateSchema,
  coach: z.string(),
  clientAlias: z.string(),
  kind: sessionKindSchema,
  language: z.string(),
});

/**
 * Adds the practice session that ships with the program, as a recording like any other; finds it where it is in the
 * library already.
 *
 * @param sampleFolder - holds `practice-session.opus` and `practice-session.json`
 */
export async function openSampleSession(
  library: Library,
  sampleFolder: string,
  newId: () => string,
): Promise<string> {
  const existing = library.index.list().find((session) => session.origin.type === 'sample');
  if (existing) return existing.id;
  const { fileSystem } = library;
  const original = join(sampleFolder, 'practice-session.opus');
  const about = sampleSchema.parse(
    JSON.parse(await fileSystem.readFile(join(sampleFolder, 'practice-session.json'), 'utf8')),
  );
  const stagedPath = join(library.layout.incoming, newId());
  const { size } = await fileSystem.stat(original);
  const signal = AbortSignal.timeout(COPY_TIMEOUT_MS);
  const received = await receiveFile(
    readFilePieces(original, 'practice-session.opus', fileSystem),
    stagedPath,
    size,
    { fileSystem, signal, onBytes: () => {} },
  );
  const { probe } = await probeRecording(stagedPath, 'practice-session.opus');
  const recording = {
    ...probe,
    storage: 'copied' as const,
    originalName: 'practice-session.opus',
    ...received,
  };
  return library.addSession({
    recording,
    source: { storage: 'copied', stagedPath },
    details: {
      ...about,
      tags: ['sample'],
      consent: {
        status: 'given',
        how: 'written',
        obtainedOn: about.date,
        uses: ['self-review', 'mentor', 'group', 'credential'],
        note: 'Both voices are synthetic; there is no client.',
      },
    },
    origin: { type: 'sample' },
  });
}

import type { Excerpt, Recording } from '#shared/model/recording';
import type { Stretch } from '#shared/scoring/stretch';
import { type FileSystem, nodeFileSystem } from '../../library/file-system';
import { UserError } from '../../user-error';
import { describeReadProblem } from '../imports/file-problem';
import { hashBytes, readFilePieces } from '../imports/receive-file';
import { inMediaThread, type MediaThreadOptions, MediaThreadStalledError } from '../media-thread';
import type { CutOutcome } from './excerpt-cut';

export type ExcerptOptions = MediaThreadOptions & {
  /** What the recording and what was cut are looked at with; the thread that cuts has the disk itself. */
  fileSystem?: Pick<FileSystem, 'open' | 'stat'>;
};

/** A stretch of a recording in a file of its own. */
export type CutExcerpt = { path: string; excerpt: Excerpt };

/**
 * Cuts stretches out of a recording without encoding anything anew: the packets of each stretch as they are, in a file
 * of their own. What can be heard of an excerpt is exactly its stretch; beyond it, the file holds at most a tenth of a
 * second of sound before, a packet at each end, and the picture from the key picture before.
 *
 * @param stretches - in order and without overlap, within the recording
 * @param folder - is there and empty; what was written of a cut that fails is left for the caller, who removes it
 * @throws UserError where the recording cannot be cut; what the disk reports of writing; the signal's reason
 */
export async function cutExcerpts(
  { path, recording }: { path: string; recording: Recording },
  stretches: readonly Stretch[],
  folder: string,
  { fileSystem = nodeFileSystem, ...options }: ExcerptOptions = {},
): Promise<CutExcerpt[]> {
  const { originalName } = recording;
  const outcome = await cut({ path, recording }, stretches, folder, { fileSystem, ...options });
  switch (outcome.type) {
    case 'no-container':
      throw new UserError(
        'conflict',
        `“${originalName}” is in a format that cannot be cut without encoding it anew. Share the whole recording, or none of it.`,
      );
    case 'uncertain-times':
      throw new UserError(
        'conflict',
        `“${originalName}” has gaps in it, or is put together from several parts, so that an excerpt could hold another stretch than the one you mean. Share the whole recording, or none of it.`,
      );
    case 'unreadable':
      throw unreadable(originalName, outcome.message);
    case 'cut':
      break;
  }
  const { signal = new AbortController().signal } = options;
  const excerpts: CutExcerpt[] = [];
  for (const { path: piecePath, sizeBytes, startMs, endMs, leadMs } of outcome.pieces) {
    const pieces = readFilePieces(piecePath, originalName, fileSystem);
    const { sha256 } = await hashBytes(pieces, sizeBytes, { signal, onBytes: () => {} });
    const { mimeType, extension } = outcome;
    excerpts.push({
      path: piecePath,
      excerpt: { startMs, endMs, leadMs, mimeType, extension, sizeBytes, sha256 },
    });
  }
  return excerpts;
}

async function cut(
  {
    path,
    recording: { originalName, sizeBytes, timing, soundTrack },
  }: { path: string; recording: Recording },
  stretches: readonly Stretch[],
  folder: string,
  { fileSystem, ...options }: ExcerptOptions & { fileSystem: Pick<FileSystem, 'stat'> },
): Promise<CutOutcome> {
  const found = await fileSystem.stat(path).catch((error: unknown) => {
    throw describeReadProblem(error, originalName);
  });
  if (found.size !== sizeBytes) {
    throw new UserError(
      'conflict',
      `“${originalName}” is not what it was when it was added: it has changed or was replaced. Put the original back, or share without the recording.`,
    );
  }
  const readCount = new Int32Array(new SharedArrayBuffer(4));
  try {
    const task = {
      path,
      sizeBytes,
      readCount,
      stretches,
      folder,
      soundDelayMs: soundDelayOf(timing),
      ...(soundTrack !== undefined && { soundTrack }),
    };
    return await inMediaThread('cut', task, options);
  } catch (error) {
    if (error instanceof MediaThreadStalledError) throw unreadable(originalName, error);
    throw error;
  }
}

/** Moments are timed by the copy that is played; the packets are taken from the original. */
function soundDelayOf(timing: Recording['timing']): number {
  return timing?.playedFrom.type === 'copy' ? timing.playedFrom.originMs + timing.playedFrom.primingMs : 0;
}

function unreadable(originalName: string, cause: unknown): UserError {
  return new UserError(
    'bad-request',
    `“${originalName}” cannot be cut: a part of it is damaged. Share the whole recording, or none of it.`,
    { cause },
  );
}

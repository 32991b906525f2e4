import { dirname } from 'node:path';
import { decodePeaks } from '#shared/formats/peaks-file';
import { type FileSystem, nodeFileSystem } from '../../library/file-system';
import type { PeaksLine } from '../../library/peaks-name';
import { respondWithFile } from './file-response';
import { plainText } from './plain-response';

/** Three times the peaks of a session of ten hours: whoever sends more sends something else. */
const MAXIMUM_PEAKS_BYTES = 50_000_000;

/** Where the peaks of a session on a time line are kept; `undefined` when there is no such session. */
export type LocatePeaks = (sessionId: string, line: PeaksLine) => Promise<string | undefined>;

export type PeaksStore = {
  /** Answers GET and HEAD with the peaks file (shared/formats/peaks-file); 404 where it is still to be made. */
  respond(sessionId: string, line: PeaksLine, request: Request): Promise<Response>;
  /** Keeps the body of a PUT request as the session's peaks: 204; 400 and 413 for what are no peaks. */
  store(sessionId: string, line: PeaksLine, request: Request): Promise<Response>;
};

/**
 * Keeps peaks, which the page computes once, in the session's cache. They can be made again at any time: writing them
 * is atomic, so that a torn file is never served, and no more than that.
 */
export function createPeaksStore(
  locatePeaks: LocatePeaks,
  newId: () => string,
  fileSystem: FileSystem = nodeFileSystem,
): PeaksStore {
  return {
    async respond(sessionId, line, request) {
      const path = await locatePeaks(sessionId, line);
      const response =
        path &&
        (await respondWithFile(request, {
          path,
          contentType: 'application/octet-stream',
          cacheControl: 'private, no-store',
        }));
      return response || plainText(404, 'The peaks of this recording are not computed yet.');
    },

    async store(sessionId, line, request) {
      const path = await locatePeaks(sessionId, line);
      if (path === undefined) return plainText(404, 'There is no such session.');
      const bytes = await readLimited(request, MAXIMUM_PEAKS_BYTES);
      if (bytes === undefined) return plainText(413, 'These are more peaks than any recording has.');
      // While they were on their way, the recording may have been deleted.
      if ((await locatePeaks(sessionId, line)) !== path) return plainText(404, 'There is no such session.');
      if (decodePeaks(bytes) === undefined) return plainText(400, 'This is not a peaks file.');
      // Where nothing may be written they are computed anew each time.
      if (fileSystem.isReadOnly) return new Response(null, { status: 204 });
      await replaceFile(fileSystem, path, bytes, newId());
      return new Response(null, { status: 204 });
    },
  };
}

/** The body of a request; `undefined` as soon as it is longer than the limit. */
async function readLimited(request: Request, limitBytes: number): Promise<Uint8Array | undefined> {
  if (request.body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = request.body.getReader();
  while (true) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces);
    sizeBytes += value.byteLength;
    if (sizeBytes > limitBytes) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(value);
  }
}

async function replaceFile(
  fileSystem: FileSystem,
  path: string,
  bytes: Uint8Array,
  uniqueName: string,
): Promise<void> {
  const temporaryPath = `${path}.${uniqueName}.tmp`;
  // The cache may have been deleted: it may be at any time.
  await fileSystem.mkdir(dirname(path), { recursive: true });
  try {
    const file = await fileSystem.open(temporaryPath, 'wx');
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    await fileSystem.rename(temporaryPath, path);
  } catch (error) {
    await fileSystem.rm(temporaryPath, { force: true });
    throw error;
  }
}

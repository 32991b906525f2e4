import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FinishedExport } from '#shared/api-contract/contract';
import type { Log } from '../backend';
import { isDiskFull } from '../media/file-problem';
import { respondWithFile } from '../media/file-response';
import { plainText } from '../media/plain-response';
import { UserError } from '../user-error';
import { attachmentHeader } from './export-name';

/** How long a finished export waits to be saved. */
const LIFETIME_MS = 60 * 60 * 1_000;

export type ExportOptions = {
  /** On the library's disk; whatever lies in it is removed. */
  folder: string;
  newId(): string;
  log: Log;
};

export type Exports = {
  /**
   * Makes an export and keeps it for an hour.
   *
   * @param write - writes the file to `targetPath` in one step, by way of `temporaryPath`, and returns its bytes
   * @throws UserError `storage` when the disk is full
   */
  create(
    fileName: string,
    write: (targetPath: string, temporaryPath: string) => Promise<number>,
  ): Promise<FinishedExport>;
  /** Where a finished export lies, for the host that saves it by itself; `undefined` when its time is over. */
  find(exportId: string): { path: string; fileName: string; sizeBytes: number } | undefined;
  /** Answers GET and HEAD `/exports/<exportId>` with the file as an attachment. */
  respond(exportId: string, request: Request): Promise<Response>;
  close(): Promise<void>;
};

type Kept = { path: string; fileName: string; sizeBytes: number; expiry: NodeJS.Timeout };

/** Keeps finished exports until they are fetched or their time is over. Leftovers of an earlier run are removed. */
export async function createExports({ folder, newId, log }: ExportOptions): Promise<Exports> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const kept = new Map<string, Kept>();

  async function remove(exportId: string): Promise<void> {
    const found = kept.get(exportId);
    if (!found) return;
    kept.delete(exportId);
    clearTimeout(found.expiry);
    try {
      await rm(found.path, { force: true });
    } catch (error) {
      log.error('An export could not be removed', { path: found.path, error: String(error) });
    }
  }

  return {
    async create(fileName, write) {
      const exportId = newId();
      const path = join(folder, exportId);
      let sizeBytes: number;
      try {
        sizeBytes = await write(path, `${path}.tmp`);
      } catch (error) {
        if (!isDiskFull(error)) throw error;
        throw new UserError(
          'storage',
          `The disk is full: “${fileName}” could not be written. Free some space, then share again; your library is unchanged.`,
          { cause: error },
        );
      }
      const expiry = setTimeout(() => remove(exportId), LIFETIME_MS);
      // A host that has nothing else to do may end.
      expiry.unref();
      kept.set(exportId, { path, fileName, sizeBytes, expiry });
      return { exportId, fileName, sizeBytes };
    },

    find(exportId) {
      const found = kept.get(exportId);
      return found && { path: found.path, fileName: found.fileName, sizeBytes: found.sizeBytes };
    },

    async respond(exportId, request) {
      const found = kept.get(exportId);
      const response =
        found &&
        (await respondWithFile(request, {
          path: found.path,
          contentType: 'application/octet-stream',
          version: exportId,
          cacheControl: 'private, no-store',
          contentDisposition: attachmentHeader(found.fileName),
        }));
      return response ?? plainText(404, 'This export is not kept any more. Share again to make a new one.');
    },

    async close() {
      await Promise.all([...kept.keys()].map(remove));
    },
  };
}

import { create } from 'zustand';
import { isSettled } from '#shared/model/import-job';
import { api } from './api-client';
import { errorMessage, isUnreachable } from './api-error';
import { host } from './host';
import { notifyError } from './notify';

export type RecordingStorage = 'copied' | 'linked';

type WaitingFile = { key: number; file: File };

/** Files that have not been announced to the backend yet: few are sent at a time, so that the page stays quick. */
export const useWaitingFiles = create<{ files: readonly WaitingFile[] }>(() => ({ files: [] }));

/** Browsers allow six connections to one origin; the event stream and players need the others. */
const UPLOADS_AT_ONCE = 2;

const uploads = new Map<string, AbortController>();
let uploadsStarting = 0;
let lastKey = 0;

/**
 * Takes files in: by their path where the host may name paths and the file has one, by sending their bytes elsewhere.
 *
 * @param storage - whether a recording is copied into the library or linked where it is; only a path can be linked
 */
export async function addFiles(
  files: readonly File[],
  { addsByPath, storage = 'copied' }: { addsByPath: boolean; storage?: RecordingStorage },
): Promise<void> {
  const paths: string[] = [];
  for (const file of files) {
    const path = addsByPath ? host.pathOf?.(file) : undefined;
    if (path) paths.push(path);
    else {
      lastKey += 1;
      const waiting = { key: lastKey, file };
      useWaitingFiles.setState((state) => ({ files: [...state.files, waiting] }));
    }
  }
  sendWaiting();
  await addPaths(paths, storage);
}

export async function addPaths(
  paths: readonly string[],
  storage: RecordingStorage = 'copied',
): Promise<void> {
  for (const path of paths) {
    try {
      await api.imports.beginFromPath({ path, storage });
    } catch (error) {
      notifyError('A file was not added', error);
    }
  }
}

export function forgetWaiting(key: number): void {
  useWaitingFiles.setState((state) => ({ files: state.files.filter((waiting) => waiting.key !== key) }));
}

/** Stops taking a file in; nothing of it is kept. */
export async function cancelImport(importId: string): Promise<void> {
  uploads.get(importId)?.abort();
  try {
    await api.imports.cancel({ importId });
  } catch (error) {
    notifyError('It could not be cancelled', error);
  }
}

function sendWaiting(): void {
  while (uploads.size + uploadsStarting < UPLOADS_AT_ONCE) {
    const [next] = useWaitingFiles.getState().files;
    if (!next) return;
    forgetWaiting(next.key);
    uploadsStarting += 1;
    void upload(next.file).finally(sendWaiting);
  }
}

async function upload(file: File): Promise<void> {
  let importId: string;
  const controller = new AbortController();
  try {
    ({ importId } = await api.imports.beginUpload({ fileName: file.name, sizeBytes: file.size }));
    uploads.set(importId, controller);
  } catch (error) {
    notifyError(`“${file.name}” was not added`, error);
    return;
  } finally {
    uploadsStarting -= 1;
  }
  try {
    // The reply is not needed: the job on the event stream tells how it went.
    await fetch(`/uploads/${importId}`, { method: 'PUT', body: file, signal: controller.signal });
  } catch (error) {
    if (!controller.signal.aborted) await explainBrokenUpload(importId, file.name, error);
  } finally {
    uploads.delete(importId);
  }
}

/** A connection breaks when the file goes away, when the backend refuses the rest, and when the backend stops. */
async function explainBrokenUpload(importId: string, fileName: string, cause: unknown): Promise<void> {
  try {
    const job = (await api.imports.list()).find((candidate) => candidate.id === importId);
    if (job && isSettled(job)) return;
    await api.imports.cancel({ importId });
    notifyError(
      `“${fileName}” was not added`,
      new Error('It could not be read to its end. See that it is still in its place, and add it again.', {
        cause,
      }),
    );
  } catch (error) {
    if (!isUnreachable(error)) console.error(errorMessage(error));
  }
}

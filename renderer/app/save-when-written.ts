import { api } from './api-client';
import { type SavedExport, saveExport } from './save-export';

const ASK_AGAIN_AFTER_MS = 100;

/**
 * Puts an export of a few kilobytes into the user's hands as soon as it is written.
 *
 * @throws Error with the reason where it could not be written
 */
export async function saveWhenWritten(exportId: string): Promise<SavedExport> {
  for (;;) {
    const job = (await api.exports.list()).find(({ id }) => id === exportId);
    if (job?.phase === 'done') return saveExport(job);
    if (job?.phase === 'failed') throw new Error(job.message);
    if (job?.phase !== 'writing') throw new Error('The file is not kept any more. Try again.');
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_AFTER_MS));
  }
}

import type { FinishedExport } from '#shared/model/export-job';
import { host } from './host';

export type SavedExport =
  | { outcome: 'saved'; path: string }
  /** The browser took it over and puts it where the user's downloads go. */
  | { outcome: 'downloading' }
  | { outcome: 'cancelled' };

/** The address from which a finished export is fetched. */
export function exportAddress({ id }: Pick<FinishedExport, 'id'>): string {
  return `/exports/${id}`;
}

/** Puts a finished export into the user's hands: by the system's save dialog, or as a download. */
export async function saveExport(finished: FinishedExport): Promise<SavedExport> {
  if (host.saveExport) {
    return host.saveExport({ exportId: finished.id, suggestedName: finished.fileName });
  }
  const link = document.createElement('a');
  link.href = exportAddress(finished);
  link.download = finished.fileName;
  link.click();
  return { outcome: 'downloading' };
}

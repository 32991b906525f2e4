import { app } from 'electron';
import { z } from 'zod';
import { existingFiles } from './arguments';

/** What a second start hands to the first. */
const handoverSchema = z.object({ files: z.array(z.string()) });

export type OpenFileRequests = {
  /** Files to take in, at least one; absolute and existing. */
  onFiles(files: string[]): void;
  /** The user started the program again: she wants to see it. */
  onSecondStart(): void;
};

/**
 * Makes this the only process of the program, or hands `files` to the one that runs already and returns false: then
 * quit at once. Call before `app` is ready: macOS sends `open-file` early.
 */
export function becomeOnlyInstance(files: readonly string[], requests: OpenFileRequests): boolean {
  // As additional data: Chromium reorders the command line that `second-instance` gets.
  const handover: z.infer<typeof handoverSchema> = { files: [...files] };
  if (!app.requestSingleInstanceLock(handover)) return false;

  function open(paths: readonly string[]): void {
    const existing = existingFiles(paths);
    if (existing.length > 0) requests.onFiles(existing);
  }
  app.on('second-instance', (_event, _commandLine, _workingFolder, additionalData) => {
    requests.onSecondStart();
    const parsed = handoverSchema.safeParse(additionalData);
    if (parsed.success) open(parsed.data.files);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  open(files);
  return true;
}

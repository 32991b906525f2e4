import { dirname } from 'node:path';
import { type Listening, listeningSchema } from '#shared/model/listening';
import { writeDurably } from './durable-write';
import type { Library } from './library';

/** How a session was listened to last; null where that is not known, or not any more. */
export async function readListening(library: Library, sessionId: string): Promise<Listening | null> {
  library.sessionSummary(sessionId);
  try {
    const text = await library.fileSystem.readFile(library.layout.session(sessionId).listening, 'utf8');
    return listeningSchema.parse(JSON.parse(text));
  } catch {
    // Missing or unreadable: nothing of worth is lost, the session is simply found at its beginning.
    return null;
  }
}

/** Keeps how a session was listened to; where nothing may be written, it is not kept. */
export async function saveListening(
  library: Library,
  sessionId: string,
  listening: Listening,
): Promise<void> {
  if (library.sessionSummary(sessionId).recordingStorage === 'deleted' || library.fileSystem.isReadOnly)
    return;
  const path = library.layout.session(sessionId).listening;
  await library.fileSystem.mkdir(dirname(path), { recursive: true });
  await writeDurably(library.fileSystem, path, JSON.stringify(listening), { keepBackup: false });
}

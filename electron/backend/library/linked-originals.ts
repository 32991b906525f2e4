import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { isPlayable, type Recording } from '#shared/model/recording';
import type { RecordingPlace, SessionDocument } from '#shared/model/session';
import { describeReadProblem } from '../media/imports/file-problem';
import { hashBytes, readFilePieces, SizeMismatchError } from '../media/imports/receive-file';
import { UserError } from '../user-error';
import type { Library } from './library';

/** Where the original of a linked recording lies; whether it is the same is told by its size alone here. */
export async function placeOfOriginal(
  { sessions, fileSystem, outside }: Library,
  sessionId: string,
): Promise<RecordingPlace> {
  const session = await sessions.get(sessionId);
  if (session.recording.storage !== 'linked') return { state: 'not-linked' };
  const path = await sessions.locateRecording(session).catch(() => undefined);
  if (path === undefined) return { state: 'missing' };
  const ask = outside.at(path, session.recording.originalName);
  const found = await ask(() => fileSystem.stat(path)).catch(() => undefined);
  if (!found?.isFile()) return { state: 'missing', path };
  return { state: found.size === session.recording.sizeBytes ? 'there' : 'changed', path };
}

/**
 * Links a session to the original of its recording where that lies now, which is known by its size and all of its bytes.
 * Others whose originals are gone are looked for beside it, under the names that they had.
 *
 * @returns the sessions that have their recordings again
 * @throws UserError where the file is another one or cannot be read; then nothing has changed
 */
export async function relinkOriginal(library: Library, sessionId: string, path: string): Promise<string[]> {
  const session = await library.sessions.get(sessionId);
  const fileName = basename(path);
  if (session.recording.storage !== 'linked') {
    throw new UserError('conflict', `The recording of “${session.title}” is not linked to a file outside.`);
  }
  if (!isAbsolute(path)) {
    throw new UserError('bad-request', `“${fileName}” was named without its folder. Choose the file itself.`);
  }
  if (!(await isThisRecording(library, path, session.recording))) {
    throw new UserError(
      'conflict',
      `“${fileName}” is not the recording of “${session.title}”: what is in it is different, even if it has the same name or sounds the same. Choose the file that was linked, or put it back. Nothing was changed.`,
    );
  }
  const relinked = [sessionId];
  await link(library, session, path);
  for (const { id, recordingStorage } of library.index.list()) {
    if (id === sessionId || recordingStorage !== 'linked') continue;
    if (await relinkBeside(library, id, dirname(path))) relinked.push(id);
  }
  return relinked;
}

/** A sibling that cannot be found or read stays as it is: only one file was asked about. */
async function relinkBeside(library: Library, sessionId: string, folder: string): Promise<boolean> {
  const place = await placeOfOriginal(library, sessionId);
  if (place.state !== 'missing' || place.path === undefined) return false;
  const session = await library.sessions.get(sessionId);
  const candidate = join(folder, basename(place.path.replaceAll('\\', '/')));
  const isFound = await isThisRecording(library, candidate, session.recording).catch(() => false);
  if (isFound) await link(library, session, candidate);
  return isFound;
}

async function link(library: Library, session: SessionDocument, path: string): Promise<void> {
  await library.sessions.relink(session, await realpath(path));
  await library.audit.record(session.id, { type: 'relinked' });
  await library.sessionChanged(session.id);
}

async function isThisRecording(
  { fileSystem }: Library,
  path: string,
  recording: Recording,
): Promise<boolean> {
  const fileName = basename(path);
  if (!isPlayable(recording)) return false;
  try {
    const found = await fileSystem.stat(path);
    if (!found.isFile() || found.size !== recording.sizeBytes) return false;
    const pieces = readFilePieces(path, fileName, fileSystem);
    const { signal } = new AbortController();
    const { sha256 } = await hashBytes(pieces, recording.sizeBytes, { signal, onBytes: () => {} });
    return sha256 === recording.sha256;
  } catch (error) {
    if (error instanceof SizeMismatchError) return false;
    throw describeReadProblem(error, fileName);
  }
}

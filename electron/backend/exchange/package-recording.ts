import type { PackageManifest } from '#shared/model/package';
import type { Recording } from '#shared/model/recording';
import { excerptPath, isMedia, roleOfPath } from './package-layout';
import { refusedPackage } from './package-problem';
import type { ReadPackage } from './package-reader';

/** A session's recording as the package holds it, whatever its session says of where it lies. */
export function heldRecording(
  { excerpts, ...whole }: Recording,
  { recording }: Pick<PackageManifest, 'recording'>,
): Recording {
  switch (recording) {
    case 'none':
      return { ...whole, storage: 'absent' };
    case 'whole':
      return { ...whole, storage: 'copied' };
    case 'excerpts':
      return { ...whole, storage: 'excerpts', ...(excerpts && { excerpts }) };
  }
}

/**
 * Checks that the recording, or each excerpt, is the one that the session describes, by size and hash, and that
 * excerpts lie in order, without overlap and within the recording.
 *
 * @throws UserError with the reason
 */
export function checkRecording(
  { manifest, session }: Pick<ReadPackage, 'manifest' | 'session'>,
  fileName: string,
): void {
  const { sizeBytes, sha256, durationMs, excerpts = [] } = session.recording;
  const listed = new Map(
    manifest.entries.filter(({ path }) => isMedia(roleOfPath(path))).map((entry) => [entry.path, entry]),
  );
  switch (manifest.recording) {
    case 'none':
      return;
    case 'whole': {
      const [entry] = listed.values();
      if (entry?.sha256 !== sha256 || entry.sizeBytes !== sizeBytes) {
        throw refusedPackage(fileName, 'its recording is not that of its session');
      }
      return;
    }
    case 'excerpts':
      break;
  }
  if (excerpts.length === 0 || excerpts.length !== listed.size) {
    throw refusedPackage(fileName, 'it holds more or fewer parts of the recording than its session names');
  }
  if (new Set(excerpts.map((excerpt) => excerpt.sha256)).size !== excerpts.length) {
    throw refusedPackage(fileName, 'the same part of the recording is in it twice');
  }
  let reachedMs = 0;
  for (const [index, excerpt] of excerpts.entries()) {
    const entry = listed.get(excerptPath(index + 1, excerpt));
    if (entry?.sha256 !== excerpt.sha256 || entry.sizeBytes !== excerpt.sizeBytes) {
      throw refusedPackage(fileName, 'a part of the recording in it is not the one that its session names');
    }
    if (excerpt.startMs < reachedMs) {
      throw refusedPackage(fileName, 'the parts of the recording in it overlap or are out of order');
    }
    if (excerpt.endMs > durationMs) {
      throw refusedPackage(fileName, 'a part of the recording in it lies beyond the end of the recording');
    }
    reachedMs = excerpt.endMs;
  }
}

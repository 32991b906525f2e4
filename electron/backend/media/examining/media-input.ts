import { type FileHandle, open } from 'node:fs/promises';
import {
  ADTS,
  CustomSource,
  FLAC,
  Input,
  type InputAudioTrack,
  type InputFormat,
  Logging,
  LogLevel,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';
import type { ContainerKind } from './missing-end';

// Runs in the media thread, see media-thread-worker.ts.

/** Which file, and where its reads are counted, so that a stall can be told from work. */
export type MediaFile = {
  path: string;
  sizeBytes: number;
  readCount: Int32Array;
  /** Which of its sounds is heard, from 0; the one that players choose where it is absent. */
  soundTrack?: number;
};

/** The sound of a file that is heard; `null` where there is no such one. */
export async function heardTrackOf(
  input: Input,
  soundTrack: number | undefined,
): Promise<InputAudioTrack | null> {
  if (soundTrack === undefined) return input.getPrimaryAudioTrack();
  return (await input.getAudioTracks())[soundTrack] ?? null;
}

// Not mediabunny's ALL_FORMATS: it holds HLS, whose play lists name other files and addresses to be read.
const FORMATS = new Map<InputFormat, ContainerKind>([
  [MP4, 'mp4'],
  [QTFF, 'mov'],
  [WEBM, 'webm'],
  [MATROSKA, 'matroska'],
  [WAVE, 'wav'],
  [OGG, 'ogg'],
  [FLAC, 'flac'],
  [MP3, 'mp3'],
  [ADTS, 'adts'],
]);

/**
 * Opens a media file for as long as `use` works on it.
 *
 * @throws what the disk reports, whatever `use` made of it: a disk that fails makes a good file look damaged
 */
export async function withMediaInput<Result>(
  { path, sizeBytes, readCount }: MediaFile,
  use: (input: Input) => Promise<Result>,
): Promise<Result> {
  // Its warnings about odd files go to the console, where no user sees them.
  Logging.level = LogLevel.Silent;
  const handle = await open(path, 'r');
  let diskProblem: unknown;
  const input = new Input({
    formats: [...FORMATS.keys()],
    source: new CustomSource({
      getSize: () => sizeBytes,
      read: async (start, end) => {
        Atomics.add(readCount, 0, 1);
        try {
          return await readRange(handle, start, end);
        } catch (error) {
          diskProblem ??= error;
          throw error;
        }
      },
      // Reads ever larger pieces of what is gone through in order: less than half the work of the one for files.
      prefetchProfile: 'network',
      // Reads ahead that fail were not asked for; one that matters fails again when it is.
      handleUnhandledError: () => {},
    }),
  });
  try {
    const result = await use(input);
    if (diskProblem !== undefined) throw diskProblem;
    return result;
  } catch (error) {
    throw diskProblem ?? error;
  } finally {
    input.dispose();
    await handle.close();
  }
}

/** The kind of a file by its content; `undefined` where it is none of ours. */
export async function containerOf(input: Input): Promise<ContainerKind | undefined> {
  // Any failure here means "none of ours"; beside the error for that, very small files trip over an assertion.
  const format = await input.getFormat().catch(() => undefined);
  return format && FORMATS.get(format);
}

async function readRange(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start);
  await handle.read(bytes, 0, bytes.byteLength, start);
  return bytes;
}

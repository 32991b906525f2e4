import { type FileHandle, open } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import {
  ADTS,
  CustomSource,
  FLAC,
  Input,
  type InputFormat,
  type InputTrack,
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

// Runs in a thread of its own, from source in tests and as a chunk in the built program: it may import packages and
// types, and nothing else of ours.

/** A track as the container describes it. */
export type TrackFacts = {
  type: 'audio' | 'video';
  /** mediabunny's name of the codec; `null` where it knows none. */
  codec: string | null;
  /** The container's own code for it. */
  internalId: string | number | null;
  channels?: number;
  sampleRateHz?: number;
  widthPx?: number;
  heightPx?: number;
};

export type MediaFacts = {
  container: ContainerKind;
  tracks: TrackFacts[];
  /** End of the last packet in seconds, found by going through the file; `undefined` where that failed. */
  countedSeconds: number | undefined;
  /** The same as the headers state it; `null` where they do not. */
  announcedSeconds: number | null;
};

export type MediaReading =
  | { type: 'facts'; facts: MediaFacts }
  | { type: 'unknown-format' }
  | { type: 'unsupported-wave' }
  | { type: 'unreadable'; message: string };

/** What the thread is started with. `readCount` grows with every read, so that a stall can be told from work. */
export type MediaReaderInput = { path: string; sizeBytes: number; readCount: Int32Array };

export type MediaReaderMessage = { type: 'started' } | { type: 'done'; reading: MediaReading };

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

/** Reads what a media file holds. Never rejects for what is in the file; problems of the disk reject. */
export async function readMediaFile({ path, sizeBytes, readCount }: MediaReaderInput): Promise<MediaReading> {
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
      prefetchProfile: 'fileSystem',
      // Reads ahead that fail were not asked for; one that matters fails again when it is.
      handleUnhandledError: () => {},
    }),
  });
  try {
    const reading = await readInput(input).catch(
      (error): MediaReading => ({ type: 'unreadable', message: String(error) }),
    );
    // A disk that fails makes a good file look damaged.
    if (diskProblem !== undefined) throw diskProblem;
    return reading;
  } finally {
    input.dispose();
    await handle.close();
  }
}

async function readRange(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start);
  await handle.read(bytes, 0, bytes.byteLength, start);
  return bytes;
}

async function readInput(input: Input): Promise<MediaReading> {
  // Any failure here means "none of ours"; beside the error for that, very small files trip over an assertion.
  const format = await input.getFormat().catch(() => undefined);
  const container = format && FORMATS.get(format);
  if (container === undefined) return { type: 'unknown-format' };
  let inputTracks: InputTrack[];
  try {
    inputTracks = (await input.getTracks()).filter((track) => track.isAudioTrack() || track.isVideoTrack());
  } catch (error) {
    // The WAVE reader knows of the file that it is one, and throws at a codec that it does not read.
    if (container === 'wav' && /codec|format tag/i.test(String(error))) return { type: 'unsupported-wave' };
    throw error;
  }
  const tracks = await Promise.all(inputTracks.map(describeTrack));
  const countedSeconds = await input.computeDuration(inputTracks).catch(() => undefined);
  const announcedSeconds = await input.getDurationFromMetadata(inputTracks).catch(() => null);
  return { type: 'facts', facts: { container, tracks, countedSeconds, announcedSeconds } };
}

async function describeTrack(track: InputTrack): Promise<TrackFacts> {
  const codec = await track.getCodec();
  const internalId = await track.getInternalCodecId();
  const facts: TrackFacts = {
    type: track.isVideoTrack() ? 'video' : 'audio',
    codec,
    internalId: typeof internalId === 'object' ? null : internalId,
  };
  if (track.isAudioTrack()) {
    facts.channels = await track.getNumberOfChannels();
    facts.sampleRateHz = await track.getSampleRate();
  } else if (track.isVideoTrack()) {
    facts.widthPx = Math.round(await track.getDisplayWidth());
    facts.heightPx = Math.round(await track.getDisplayHeight());
  }
  return facts;
}

if (parentPort !== null && isMediaReaderInput(workerData)) {
  const port = parentPort;
  port.postMessage({ type: 'started' } satisfies MediaReaderMessage);
  const reading = await readMediaFile(workerData);
  port.postMessage({ type: 'done', reading } satisfies MediaReaderMessage);
}

/** Whether this thread was started to read: test runners run modules in threads of their own. */
function isMediaReaderInput(data: unknown): data is MediaReaderInput {
  return typeof data === 'object' && data !== null && 'readCount' in data && 'path' in data;
}

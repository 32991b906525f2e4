import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
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
import type { Probe, Track } from '#shared/model/recording';
import { UserError } from '../user-error';
import { CONVERT_HINT, codecLabel, contentLabel, isConvertible, isPlayableCodec } from './codec-support';
import { describeReadProblem, folderProblem } from './file-problem';
import { type ContainerKind, isEndMissing, type ReadAt } from './missing-end';
import { readMp3Header } from './mp3-header';

/** What is known of a recording; `warning` says what of it will not play. */
export type ProbedRecording = { probe: Probe; warning?: string };

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

const MIME_TYPES: Readonly<Record<ContainerKind, { audio: string; video: string }>> = {
  mp4: { audio: 'audio/mp4', video: 'video/mp4' },
  // Players that look at the type know no QuickTime; all of them play its successor.
  mov: { audio: 'audio/mp4', video: 'video/mp4' },
  webm: { audio: 'audio/webm', video: 'video/webm' },
  matroska: { audio: 'audio/x-matroska', video: 'video/x-matroska' },
  wav: { audio: 'audio/wav', video: 'audio/wav' },
  ogg: { audio: 'audio/ogg', video: 'video/ogg' },
  flac: { audio: 'audio/flac', video: 'audio/flac' },
  mp3: { audio: 'audio/mpeg', video: 'audio/mpeg' },
  adts: { audio: 'audio/aac', video: 'audio/aac' },
};

/**
 * Finds out by a file's content what recording it holds, whether its sound can be played here, and how long it really
 * lasts. The name plays no part but to be shown.
 *
 * @throws UserError where it is no recording that can be played; the message names the file and the way out
 */
export async function probeRecording(path: string, fileName: string): Promise<ProbedRecording> {
  let handle: FileHandle;
  let sizeBytes: number;
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw folderProblem(fileName);
    if (!found.isFile()) throw notAFile(fileName);
    sizeBytes = found.size;
    if (sizeBytes === 0) throw emptyFile(fileName);
    handle = await open(path, 'r');
  } catch (error) {
    throw describeReadProblem(error, fileName);
  }
  try {
    return await probeOpened({ handle, path, sizeBytes, fileName });
  } finally {
    await handle.close();
  }
}

type OpenedFile = { handle: FileHandle; path: string; sizeBytes: number; fileName: string };

async function probeOpened(file: OpenedFile): Promise<ProbedRecording> {
  let readProblem: unknown;
  const readAt: ReadAt = async (position, lengthBytes) => {
    try {
      const { buffer, bytesRead } = await file.handle.read(
        Buffer.alloc(lengthBytes),
        0,
        lengthBytes,
        position,
      );
      return buffer.subarray(0, bytesRead);
    } catch (error) {
      readProblem ??= error;
      throw error;
    }
  };

  // Its warnings about odd files go to the console, where no user sees them.
  Logging.level = LogLevel.Silent;
  const input = new Input({
    formats: [...FORMATS.keys()],
    source: new CustomSource({
      getSize: () => file.sizeBytes,
      read: async (start, end) => {
        const bytes = Buffer.alloc(end - start);
        bytes.set(await readAt(start, end - start));
        return bytes;
      },
      prefetchProfile: 'fileSystem',
      // Reads ahead that fail were not asked for; one that matters fails again when it is.
      handleUnhandledError: () => {},
    }),
  });
  try {
    return await probeInput(input, file, readAt);
  } catch (error) {
    if (readProblem !== undefined) throw describeReadProblem(readProblem, file.fileName);
    if (error instanceof UserError) throw error;
    throw damaged(file.fileName, error);
  } finally {
    input.dispose();
  }
}

async function probeInput(input: Input, file: OpenedFile, readAt: ReadAt): Promise<ProbedRecording> {
  const { fileName, sizeBytes } = file;
  // Any failure here means "none of ours"; beside the error for that, very small files trip over an assertion.
  const format = await input.getFormat().catch(() => undefined);
  const kind = format && FORMATS.get(format);
  if (kind === undefined) throw await notPlayable(file, readAt);
  if (await isEndMissing(kind, sizeBytes, readAt)) throw endMissing(fileName);

  let inputTracks: InputTrack[];
  try {
    inputTracks = (await input.getTracks()).filter((track) => track.isAudioTrack() || track.isVideoTrack());
  } catch (error) {
    // The WAVE reader knows of the file that it is one, and throws at a codec that it does not read.
    if (kind === 'wav' && error instanceof Error && /codec|format tag/i.test(error.message)) {
      throw unsupportedSound(fileName, 'a compressed kind of WAV');
    }
    throw error;
  }
  if (inputTracks.length === 0) {
    throw kind === 'ogg'
      ? unsupportedSound(fileName, 'Ogg with another codec than Opus or Vorbis')
      : damaged(fileName);
  }

  const tracks = await Promise.all(inputTracks.map(describeTrack));
  const audio = tracks.filter(({ track }) => track.type === 'audio');
  const video = tracks.filter(({ track }) => track.type === 'video');
  const [unplayableAudio] = audio;
  if (!audio.some(({ track }) => track.playable)) {
    if (unplayableAudio === undefined) throw noSound(fileName);
    throw unsupportedSound(fileName, unplayableAudio.label);
  }

  const durationMs = Math.round((await measureDuration(input, kind, inputTracks, file, readAt)) * 1_000);
  if (!Number.isSafeInteger(durationMs) || durationMs <= 0) throw damaged(fileName);

  const [unplayableVideo] = video;
  const pictureFails = unplayableVideo !== undefined && !video.some(({ track }) => track.playable);
  return {
    probe: {
      container: kind,
      mimeType: MIME_TYPES[kind][video.length > 0 ? 'video' : 'audio'],
      durationMs,
      tracks: tracks.map(({ track }) => track),
    },
    ...(pictureFails && {
      warning: `The picture of “${fileName}” is ${unplayableVideo.label} and cannot be shown; only the sound will play. For the picture, export it as MP4 (H.264).`,
    }),
  };
}

async function describeTrack(track: InputTrack): Promise<{ track: Track; label: string }> {
  const codec = await track.getCodec();
  const described: Track = {
    type: track.isVideoTrack() ? 'video' : 'audio',
    codec: codec ?? 'unknown',
    playable: codec !== null && isPlayableCodec(codec),
  };
  if (track.isAudioTrack()) {
    const [channels, sampleRateHz] = await Promise.all([track.getNumberOfChannels(), track.getSampleRate()]);
    if (channels > 0) described.channels = channels;
    if (sampleRateHz > 0) described.sampleRateHz = sampleRateHz;
  } else if (track.isVideoTrack()) {
    const [widthPx, heightPx] = await Promise.all([track.getDisplayWidth(), track.getDisplayHeight()]);
    if (widthPx > 0) described.widthPx = Math.round(widthPx);
    if (heightPx > 0) described.heightPx = Math.round(heightPx);
  }
  return { track: described, label: codecLabel(codec, await track.getInternalCodecId()) };
}

/**
 * How far the counted duration may stay behind the announced one where nothing is missing: the last packet of a
 * Matroska file states no duration of its own, and the last block of a FLAC file is not counted.
 */
const TOLERANCE_SECONDS = 0.5;

/** The duration in seconds, counted through the packets; headers may be missing, estimated, or lie. */
async function measureDuration(
  input: Input,
  kind: ContainerKind,
  tracks: InputTrack[],
  file: OpenedFile,
  readAt: ReadAt,
): Promise<number> {
  let counted: number;
  try {
    counted = await input.computeDuration(tracks);
  } catch (error) {
    // An Ogg file that stops within a page has no last packet to be found.
    if (kind === 'ogg') throw endMissing(file.fileName, error);
    throw error;
  }
  switch (kind) {
    case 'mp4':
    case 'mov':
    case 'wav':
    case 'ogg':
    case 'adts':
      return counted;
    case 'webm':
    case 'matroska': {
      const announced = (await input.getDurationFromMetadata(tracks)) ?? 0;
      return announced > counted && announced <= counted + TOLERANCE_SECONDS ? announced : counted;
    }
    case 'flac': {
      const announced = (await input.getDurationFromMetadata(tracks)) ?? 0;
      if (isCutShort(counted, announced)) throw endMissing(file.fileName);
      return Math.max(counted, announced);
    }
    case 'mp3': {
      // Without a table of frames mediabunny guesses the duration from the first frame, wrong for a changing bit rate.
      const header = await readMp3Header(readAt);
      if (header === undefined) return counted;
      const announced = (await input.getDurationFromMetadata(tracks)) ?? 0;
      if (isCutShort(counted, announced)) throw endMissing(file.fileName);
      const [track] = tracks;
      const sampleRateHz = track?.isAudioTrack() ? await track.getSampleRate() : 0;
      return sampleRateHz > 0 ? counted - header.silentSamples / sampleRateHz : counted;
    }
  }
}

function isCutShort(countedSeconds: number, announcedSeconds: number): boolean {
  return countedSeconds < announcedSeconds - Math.max(TOLERANCE_SECONDS, announcedSeconds / 100);
}

async function notPlayable(file: OpenedFile, readAt: ReadAt): Promise<UserError> {
  const type = await fileTypeFromFile(file.path).catch(() => undefined);
  if (type !== undefined && isConvertible(type)) {
    return new UserError(
      'bad-request',
      `“${file.fileName}” is ${contentLabel(type)}, which cannot be played here. ${CONVERT_HINT}`,
    );
  }
  const seems =
    type !== undefined ? `it looks like ${contentLabel(type)}` : describeUnknown(await readAt(0, 4_096));
  return new UserError(
    'bad-request',
    `“${file.fileName}” is not an audio or video recording: ${seems}. Choose the recording itself, for instance an M4A, MP3, WAV or MP4 file.`,
  );
}

function describeUnknown(start: Buffer): string {
  const text = new TextDecoder('utf-8').decode(start, { stream: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary data from text
  const isText = !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);
  return isText ? 'it looks like a text' : 'its content is of no known kind, or it is damaged from the start';
}

function emptyFile(fileName: string): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” is empty (0 bytes). Copy it again from where it was recorded, then add the copy.`,
  );
}

function notAFile(fileName: string): UserError {
  return new UserError('bad-request', `“${fileName}” is a device, not a file. Choose the recording itself.`);
}

function endMissing(fileName: string, cause?: unknown): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” is cut off: its end is missing, as after a copy that was interrupted. Copy or download it again from where it was recorded, then add that.`,
    { cause },
  );
}

function damaged(fileName: string, cause?: unknown): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” is damaged and cannot be read. Copy or export it again from where it was recorded, then add that.`,
    { cause },
  );
}

function noSound(fileName: string): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” has a picture but no sound, and there is nothing to listen to. Choose the recording with the sound.`,
  );
}

function unsupportedSound(fileName: string, label: string): UserError {
  return new UserError(
    'bad-request',
    `The sound of “${fileName}” is ${label}, which cannot be played here. ${CONVERT_HINT}`,
  );
}

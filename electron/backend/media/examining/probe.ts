import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { codecLabel } from '#shared/formats/codec-label';
import type { Probe, Track } from '#shared/model/recording';
import type { RecordingTiming } from '#shared/model/recording-timing';
import { UserError } from '../../user-error';
import { describeReadProblem, folderProblem } from '../imports/file-problem';
import { type ReadMediaOptions, readMedia } from '../media-reader';
import { contentLabel, isConvertible, isPlayableCodec } from './codec-support';
import type { MediaFacts, TrackFacts } from './media-facts';
import { type ContainerKind, isEndMissing, type ReadAt } from './missing-end';
import { readMp3Header } from './mp3-header';
import { examineTiming } from './recording-timing';
import { kindOf, UnplayableError } from './unplayable';

/** What is known of a recording; `warning` says what of it will not play. */
export type ProbedRecording = { probe: Probe; warning?: string };

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
 * @throws UnplayableError where there is no decoder for it; UserError where it is no recording or damaged. The message
 *   names the file and the way out
 */
export async function probeRecording(
  path: string,
  fileName: string,
  options: ReadMediaOptions = {},
): Promise<ProbedRecording> {
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
    return await probeOpened({ handle, path, sizeBytes, fileName }, options);
  } finally {
    await handle.close();
  }
}

type OpenedFile = { handle: FileHandle; path: string; sizeBytes: number; fileName: string };

async function probeOpened(file: OpenedFile, options: ReadMediaOptions): Promise<ProbedRecording> {
  const { fileName, path, sizeBytes } = file;
  const readAt: ReadAt = async (position, lengthBytes) => {
    const { buffer, bytesRead } = await file.handle.read(Buffer.alloc(lengthBytes), 0, lengthBytes, position);
    return buffer.subarray(0, bytesRead);
  };
  try {
    const reading = await readMedia(path, sizeBytes, options);
    switch (reading.type) {
      case 'unknown-format':
        throw await notPlayable(file, readAt);
      case 'unsupported-wave':
        throw unsupportedSound(fileName, 'a compressed kind of WAV', 'wav');
      case 'unreadable':
        throw damaged(fileName, reading.message);
      case 'facts':
        return await judge(reading.facts, file, readAt);
    }
  } catch (error) {
    throw describeReadProblem(error, fileName);
  }
}

/** Decides whether what a file holds can be played to its end. */
async function judge(facts: MediaFacts, file: OpenedFile, readAt: ReadAt): Promise<ProbedRecording> {
  const { fileName, sizeBytes } = file;
  const { container } = facts;
  if (await isEndMissing(container, sizeBytes, readAt)) throw endMissing(fileName);
  if (facts.tracks.length === 0) {
    throw container === 'ogg'
      ? unsupportedSound(fileName, 'Ogg with another codec than Opus or Vorbis', container)
      : damaged(fileName);
  }

  const tracks = facts.tracks.map(describeTrack);
  const audio = tracks.filter(({ track }) => track.type === 'audio');
  // A cover is no picture of the session.
  const video = tracks.filter(({ track, isStill }) => track.type === 'video' && !isStill);
  const [unplayableAudio] = audio;
  if (!audio.some(({ track }) => track.playable)) {
    if (unplayableAudio === undefined) throw noSound(fileName, video.length > 0);
    throw unsupportedSound(fileName, unplayableAudio.label, container, video.length > 0);
  }

  const timing = await examineTiming(facts, sizeBytes, readAt);
  const measuredMs = (await measureDuration(facts, fileName, readAt)) * 1_000;
  const durationMs = Math.round(measuredMs - (timing ? cutFromStart(timing) : 0));
  if (!Number.isSafeInteger(durationMs) || durationMs <= 0) throw damaged(fileName);

  const [unplayableVideo] = video;
  const pictureFails = unplayableVideo !== undefined && !video.some(({ track }) => track.playable);
  const warnings: string[] = [];
  if (pictureFails) {
    const orMade =
      unplayableVideo.track.codec === 'hevc' ? ', or see the page of its session for another way' : '';
    warnings.push(
      `The picture of “${fileName}” is ${unplayableVideo.label} and cannot be shown; only the sound will play. For the picture, export it as MP4 (H.264)${orMade}.`,
    );
  }
  if (audio.length > 1) {
    warnings.push(
      `“${fileName}” holds ${audio.length} sound tracks. The first is heard; another can be chosen on the page of its session. To hear them together, export it with one.`,
    );
  }
  return {
    probe: {
      container,
      mimeType: MIME_TYPES[container][video.length > 0 ? 'video' : 'audio'],
      durationMs,
      tracks: tracks.map(({ track }) => track),
      ...(timing && { timing }),
    },
    ...(warnings.length > 0 && { warning: warnings.join(' ') }),
  };
}

/** What of the file's own length lies before time 0, in milliseconds. */
function cutFromStart({ playedFrom }: RecordingTiming): number {
  return playedFrom.type === 'copy' ? playedFrom.originMs : 0;
}

/** Numbers of no use, such as a width of 0 in a damaged header, are left out. */
function describeTrack(facts: TrackFacts): { track: Track; label: string; isStill: boolean } {
  const { type, codec, internalId, channels, sampleRateHz, widthPx, heightPx, isStill = false } = facts;
  const track: Track = {
    type,
    codec: codec ?? 'unknown',
    playable: codec !== null && !isStill && isPlayableCodec(codec),
    ...(isCount(channels) && { channels }),
    ...(isCount(sampleRateHz) && { sampleRateHz }),
    ...(isCount(widthPx) && { widthPx }),
    ...(isCount(heightPx) && { heightPx }),
  };
  return { track, label: codecLabel(codec, internalId), isStill };
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value > 0;
}

/**
 * How far the counted duration may stay behind the announced one where nothing is missing: the last packet of a
 * Matroska file states no duration of its own, and the last block of a FLAC file is not counted.
 */
const TOLERANCE_SECONDS = 0.5;

/** The duration in seconds, counted through the packets; headers may be missing, estimated, or lie. */
async function measureDuration(facts: MediaFacts, fileName: string, readAt: ReadAt): Promise<number> {
  const { container, countedSeconds: counted } = facts;
  if (counted === undefined) {
    // An Ogg file that stops within a page has no last packet to be found.
    throw container === 'ogg' ? endMissing(fileName) : damaged(fileName);
  }
  const announced = facts.announcedSeconds ?? 0;
  switch (container) {
    case 'mp4':
    case 'mov':
    case 'wav':
    case 'ogg':
    case 'adts':
      return counted;
    case 'webm':
    case 'matroska':
      return announced > counted && announced <= counted + TOLERANCE_SECONDS ? announced : counted;
    case 'flac':
      if (isCutShort(counted, announced)) throw endMissing(fileName);
      return Math.max(counted, announced);
    case 'mp3': {
      // Without a table of frames mediabunny guesses the duration from the first frame, wrong for a changing bit rate.
      const header = await readMp3Header(readAt);
      if (header === undefined) return counted;
      if (isCutShort(counted, announced)) throw endMissing(fileName);
      const sampleRateHz = facts.tracks[0]?.sampleRateHz;
      return sampleRateHz ? counted - header.silentSamples / sampleRateHz : counted;
    }
  }
}

function isCutShort(countedSeconds: number, announcedSeconds: number): boolean {
  return countedSeconds < announcedSeconds - Math.max(TOLERANCE_SECONDS, announcedSeconds / 100);
}

async function notPlayable(file: OpenedFile, readAt: ReadAt): Promise<UserError> {
  const type = await fileTypeFromFile(file.path).catch(() => undefined);
  if (type !== undefined && isConvertible(type)) {
    return new UnplayableError(
      `“${file.fileName}” is ${contentLabel(type)}, which cannot be played here.`,
      kindOf(type),
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

function noSound(fileName: string, hasPicture: boolean): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” has ${hasPicture ? 'a picture' : 'a cover picture'} but no sound, and there is nothing to listen to. Choose the recording with the sound.`,
  );
}

function unsupportedSound(
  fileName: string,
  label: string,
  container: ContainerKind,
  hasPicture = false,
): UserError {
  return new UnplayableError(`The sound of “${fileName}” is ${label}, which cannot be played here.`, {
    container,
    mimeType: MIME_TYPES[container][hasPicture ? 'video' : 'audio'],
  });
}

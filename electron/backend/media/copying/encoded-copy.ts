import type { Probe, Track } from '#shared/model/recording';
import type { PlayedFrom, RecordingTiming } from '#shared/model/recording-timing';
import { UserError } from '../../user-error';
import { CONVERT_HINT } from '../examining/codec-support';
import { probeRecording } from '../examining/probe';
import { type EncodedSource, encode } from '../ffmpeg/encode';
import type { FfmpegProgram } from '../ffmpeg/ffmpeg';
import {
  describeStreams,
  type FileStreams,
  type PictureStream,
  type SoundStream,
} from '../ffmpeg/file-streams';
import { canMakePicture } from '../ffmpeg/playable-copy-offer';
import { FfmpegError } from '../ffmpeg/run-ffmpeg';
import { assertRoomFor } from '../imports/receive-file';

/** A copy that plays, and what is known of the recording by it. */
export type EncodedCopy = {
  /** What going through the copy found; played from it. */
  timing: RecordingTiming;
  durationMs: number;
  /** Of the original, as ffmpeg describes them. */
  tracks: Track[];
  /** Set when something about the copy should be known. */
  warning?: string;
};

export type EncodedCopyOptions = {
  program: FfmpegProgram;
  /** Its own folder and the file in it, which is not there yet. */
  folder: string;
  targetPath: string;
  signal?: AbortSignal;
  /** Told how much is done, from 0 to 1. */
  onProgress?(done: number): void;
};

type Original = { path: string; originalName: string; sizeBytes: number };

/** ffmpeg needs less than a fifth of it for sound, on any machine; a minute lets a disk wake up. */
const SOUND_LIMIT_MS = 60 * 60_000;

/** Pictures may take as long as they last, several times over. */
const PICTURE_LIMIT_MS = 24 * SOUND_LIMIT_MS;

/** How much a copy may fall short of what a file announces: a packet at each end, or a hundredth. */
const TOLERANCE_SECONDS = 0.5;

/**
 * Encodes a recording whose sound the player cannot decode, with its picture where there is one and ffmpeg can make it.
 *
 * @throws UserError where ffmpeg cannot read it to its end, or there is no room; what the disk reports; the signal's
 *   reason
 */
export async function makePlayableCopy(
  original: Original & { soundTrack?: number | undefined },
  options: EncodedCopyOptions,
): Promise<EncodedCopy> {
  const { path, originalName, sizeBytes, soundTrack } = original;
  const streams = await describe(original, options);
  const track = soundTrack ?? 0;
  const stream = streams.sounds[track];
  if (!stream) throw noSound(originalName);
  const [picture] = streams.pictures;
  const isCopied = picture !== undefined && canCopyPicture(streams, picture);
  const keepsPicture = picture !== undefined && (isCopied || canMakePicture(options.program));
  const source: EncodedSource = {
    sound: { path, track, stream },
    ...(keepsPicture && { picture: { path, isCopied, earlierSeconds: 0 } }),
    keepsTimes: false,
  };
  await assertRoomFor(
    originalName,
    roomFor(stream, streams.durationSeconds, sizeBytes, keepsPicture),
    options.folder,
  );
  const probe = await encodeWhole(original, source, streams, options);
  return {
    durationMs: probe.durationMs,
    tracks: tracksOf(streams),
    timing: playedFromCopy(probe, {
      type: 'encoded',
      because: 'sound',
      ...fileOf(keepsPicture),
      ...(soundTrack !== undefined && { soundTrack }),
    }),
    ...(picture && !keepsPicture && { warning: withoutPicture(originalName) }),
  };
}

/**
 * Encodes the picture of a recording anew that the player cannot decode, beside its sound, which lies where it is heard
 * now: moments that were marked before stay where they are.
 *
 * @param played - the file that is played now, and what of the original's times is 0 in it
 * @throws as `makePlayableCopy`
 */
export async function makeVisibleCopy(
  original: Original & { soundTrack?: number | undefined; durationMs: number },
  played: { path: string; soundTrack: number; originMs: number },
  options: EncodedCopyOptions,
): Promise<Pick<EncodedCopy, 'timing'>> {
  const { path, originalName, sizeBytes, soundTrack } = original;
  const [{ sounds }, { pictures }] = await Promise.all([
    describe({ ...original, path: played.path }, options),
    describe(original, options),
  ]);
  const stream = sounds[played.soundTrack];
  const [picture] = pictures;
  if (!stream) throw noSound(originalName);
  if (!picture) {
    throw new UserError('bad-request', `ffmpeg finds no picture in “${originalName}”. It plays as before.`);
  }
  const durationSeconds = original.durationMs / 1_000;
  await assertRoomFor(originalName, roomFor(stream, durationSeconds, sizeBytes, true), options.folder);
  const source: EncodedSource = {
    sound: { path: played.path, track: played.soundTrack, stream },
    picture: { path, isCopied: false, earlierSeconds: played.originMs / 1_000 },
    keepsTimes: true,
  };
  const probe = await encodeWhole(
    original,
    source,
    { formats: [], durationSeconds, sounds, pictures },
    options,
  );
  return {
    timing: playedFromCopy(probe, {
      type: 'encoded',
      because: 'picture',
      ...fileOf(true),
      ...(soundTrack !== undefined && { soundTrack }),
    }),
  };
}

/** Encodes, and looks at what came of it as at any recording. */
async function encodeWhole(
  { originalName }: Original,
  source: EncodedSource,
  { durationSeconds, pictures }: FileStreams,
  { program, targetPath, signal, onProgress }: EncodedCopyOptions,
): Promise<Probe> {
  let reported = 0;
  try {
    await encode(program.path, source, targetPath, {
      ...(signal && { signal }),
      limitMs: source.picture ? PICTURE_LIMIT_MS : SOUND_LIMIT_MS,
      onTime(seconds) {
        const done = durationSeconds ? Math.min(1, seconds / durationSeconds) : 0;
        if (done - reported < 0.01) return;
        reported = done;
        onProgress?.(done);
      },
    });
  } catch (error) {
    throw error instanceof FfmpegError ? notEncoded(originalName, error) : error;
  }
  const probe = await probeRecording(targetPath, originalName, signal ? { signal } : {}).then(
    (probed) => probed.probe,
    (error: unknown) => {
      signal?.throwIfAborted();
      throw notEncoded(originalName, error);
    },
  );
  // Where a picture is left out, the sound may well be the shorter of the two.
  const isComparable = pictures.length === 0 || source.picture !== undefined;
  const shortest = (durationSeconds ?? 0) - Math.max(TOLERANCE_SECONDS, (durationSeconds ?? 0) / 100);
  if (isComparable && probe.durationMs / 1_000 < shortest) {
    throw new UserError(
      'bad-request',
      `“${originalName}” is cut off or damaged: ffmpeg could read only a part of it. Copy or export it again from where it was recorded, then add that.`,
    );
  }
  return probe;
}

async function describe(
  { path, originalName }: Original,
  { program, signal }: EncodedCopyOptions,
): Promise<FileStreams> {
  try {
    return await describeStreams(program.path, path, signal);
  } catch (error) {
    throw error instanceof FfmpegError ? notEncoded(originalName, error) : error;
  }
}

/** Seldom more than what is written: FLAC makes it about half as large as the samples are. */
function roomFor(
  { channels = 2, sampleRateHz = 48_000 }: SoundStream,
  durationSeconds: number | undefined,
  sizeBytes: number,
  hasPicture: boolean,
): number {
  if (durationSeconds === undefined) return sizeBytes;
  const samples = durationSeconds * Math.min(48_000, sampleRateHz) * Math.min(2, channels);
  return Math.ceil(samples + (hasPicture ? sizeBytes / 2 : 0));
}

/** Of other kinds of files, ffmpeg does not always know when a packet is shown. */
function canCopyPicture({ formats }: FileStreams, { codec }: PictureStream): boolean {
  return codec === 'h264' && formats.some((format) => format === 'mov' || format === 'matroska');
}

function fileOf(hasPicture: boolean): { extension: string; mimeType: string; hasPicture: boolean } {
  return hasPicture
    ? { extension: 'mp4', mimeType: 'video/mp4', hasPicture }
    : { extension: 'm4a', mimeType: 'audio/mp4', hasPicture };
}

function playedFromCopy({ timing }: Probe, playedFrom: PlayedFrom & { type: 'encoded' }): RecordingTiming {
  if (!timing) throw new Error('A copy that was made a moment ago cannot be examined');
  return { ...timing, playedFrom };
}

function tracksOf({ sounds, pictures }: FileStreams): Track[] {
  return [
    ...pictures.map(({ codec, ...size }) => ({
      ...{ type: 'video' as const, codec: codec === 'h264' ? 'avc' : codec, ...size },
      playable: codec === 'h264',
    })),
    ...sounds.map((sound) => ({ type: 'audio' as const, playable: false, ...sound })),
  ];
}

function noSound(originalName: string): UserError {
  return new UserError(
    'bad-request',
    `“${originalName}” has no sound that ffmpeg can read, and there is nothing to listen to. Choose the recording with the sound.`,
  );
}

function withoutPicture(originalName: string): string {
  return `Only the sound of “${originalName}” was kept in the copy that plays: this ffmpeg cannot make a picture that can be shown here. For the picture, export it as MP4 (H.264).`;
}

function notEncoded(originalName: string, cause: unknown): UserError {
  return new UserError(
    'bad-request',
    `No copy of “${originalName}” that plays could be made: ffmpeg cannot read it, or not to its end. ${CONVERT_HINT}`,
    { cause },
  );
}

import { constants, setPriority } from 'node:os';
import { inputOf, QUIET } from './ffmpeg-arguments.ts';
import type { SoundStream } from './file-streams';
import { FfmpegError, startFfmpeg } from './run-ffmpeg.ts';

/** Twice as long as any session: what announces more, or has no end, is cut there. */
const LONGEST_SECONDS = 24 * 3_600;

/** How long ffmpeg may be at work without being further on. */
const STALL_MS = 120_000;

/** Of pictures that are larger, a small file would take all memory. 8,192 by 4,320 is the largest that cameras make. */
const MOST_PIXELS = 8_192 * 4_320;

/** On which side of the screen of a session more than this is not seen; as a filter's expression, never enlarged. */
const FITTED = "scale='trunc(iw*min(1,1280/max(iw,ih))/2)*2':'trunc(ih*min(1,1280/max(iw,ih))/2)*2'";

/** No player here hears more, and few recorders write it. */
const HIGHEST_RATE_HZ = 48_000;

export type EncodedSource = {
  /** Where the sound is: the file, which of its sounds, and what it is. */
  sound: { path: string; track: number; stream: SoundStream | undefined };
  /**
   * Where the picture is, if there is to be one; `earlierSeconds` is how much earlier it is to lie than in its file.
   * It is copied where the player can decode it as it is.
   */
  picture?: { path: string; isCopied: boolean; earlierSeconds: number };
  /**
   * Whether the times of the sound's file stay what they are, as where moments were marked on them; otherwise its
   * earliest time becomes 0.
   */
  keepsTimes: boolean;
};

export type EncodeOptions = {
  signal?: AbortSignal;
  /** How long it may take in all. */
  limitMs: number;
  stallMs?: number;
  /** Told how much of the recording's time is done. */
  onTime?(seconds: number): void;
};

/**
 * The words by which ffmpeg makes a file that the player plays exactly: the sound as FLAC in an MP4, from 0 on and with
 * silence where there is none, the picture as H.264 with a key picture every other second.
 *
 * @param targetPath - absolute; is not there yet
 */
export function encodingWords(
  { sound, picture, keepsTimes }: EncodedSource,
  targetPath: string,
): readonly string[] {
  const isOneFile = picture === undefined || (picture.path === sound.path && picture.earlierSeconds === 0);
  const pictureInput = isOneFile
    ? []
    : ['-itsoffset', String(-picture.earlierSeconds), ...guarded(picture.path)];
  return [
    ...QUIET,
    ...['-progress', 'pipe:1', '-n'],
    ...(keepsTimes ? ['-copyts'] : []),
    ...guarded(sound.path),
    ...pictureInput,
    ...['-map', `0:a:${sound.track}`, ...soundWords(sound.stream, keepsTimes)],
    ...(picture ? ['-map', `${isOneFile ? 0 : 1}:V:0`, ...pictureWords(picture.isCopied)] : []),
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn', '-t', String(LONGEST_SECONDS)],
    // FLAC in MP4 was called an experiment by ffmpeg until version 4.3.
    ...['-strict', 'experimental', '-f', 'mp4', `file:${targetPath}`],
  ];
}

function guarded(path: string): string[] {
  return ['-max_pixels', String(MOST_PIXELS), ...inputOf(path)];
}

function soundWords(stream: SoundStream | undefined, keepsTimes: boolean): string[] {
  const { channels, sampleRateHz = HIGHEST_RATE_HZ } = stream ?? {};
  // By the file's own times: `async` fills with silence what is missing before the sound and within it.
  const filter = [...(keepsTimes ? ['asetpts=PTS-0/TB'] : []), 'aresample=async=1:first_pts=0'];
  return [
    ...['-af', filter.join(','), '-c:a', 'flac', '-sample_fmt', 's16'],
    ...(channels === 1 ? [] : ['-ac', '2']),
    ...(sampleRateHz > HIGHEST_RATE_HZ ? ['-ar', String(HIGHEST_RATE_HZ)] : []),
  ];
}

function pictureWords(isCopied: boolean): string[] {
  if (isCopied) return ['-c:v', 'copy'];
  return [
    ...['-vf', FITTED, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'],
    // Without pictures that lean on later ones, each has the time that it is shown at.
    ...['-bf', '0', '-force_key_frames', 'expr:gte(t,n_forced*2)'],
  ];
}

/**
 * Encodes a recording anew. What was written of a file that fails is left for the caller, who removes its folder.
 *
 * @throws FfmpegError; an error with the code `ENOSPC` where the disk is full; the signal's reason
 */
export async function encode(
  program: string,
  source: EncodedSource,
  targetPath: string,
  { signal, limitMs, stallMs = STALL_MS, onTime }: EncodeOptions,
): Promise<void> {
  signal?.throwIfAborted();
  const run = startFfmpeg(program, encodingWords(source, targetPath), limitMs);
  giveWay(run.child.pid);
  let isStalled = false;
  let reached = -1;
  const stalled = () => {
    isStalled = true;
    run.kill();
  };
  let watch = setTimeout(stalled, stallMs);
  const stop = () => run.kill();
  signal?.addEventListener('abort', stop, { once: true });
  let rest = '';
  run.stdout.setEncoding('utf8');
  run.stdout.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = (lines.pop() ?? '').slice(-1_000);
    for (const line of lines) {
      const [, microseconds] = /^out_time_us=(\d{1,15})$/.exec(line.trim()) ?? [];
      const seconds = Number(microseconds) / 1_000_000;
      if (!(seconds > reached)) continue;
      reached = seconds;
      clearTimeout(watch);
      watch = setTimeout(stalled, stallMs);
      onTime?.(seconds);
    }
  });
  try {
    await run.ended;
    signal?.throwIfAborted();
  } catch (error) {
    signal?.throwIfAborted();
    if (isStalled) throw new FfmpegError('ffmpeg came no further', { cause: error });
    if (/No space left on device|Disk quota exceeded|not enough space/i.test(String(error))) {
      throw Object.assign(new Error('The disk is full', { cause: error }), { code: 'ENOSPC' });
    }
    throw error;
  } finally {
    clearTimeout(watch);
    signal?.removeEventListener('abort', stop);
  }
}

/** It takes every core for minutes: the page, and what plays, come first. */
function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Then it does not.
  }
}

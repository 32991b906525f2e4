import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asWave, makeKnownSound } from './known-sound';

const run = promisify(execFile);

/** Each kind of recording, with how ffmpeg makes it of the known sound. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'wav.wav': ['-ar', '44100', '-c:a', 'pcm_s16le'],
  'flac.flac': ['-ar', '44100', '-c:a', 'flac'],
  'mp3-constant.mp3': ['-ar', '44100', '-c:a', 'libmp3lame', '-b:a', '64k'],
  'mp3-constant-16-khz.mp3': ['-ar', '16000', '-c:a', 'libmp3lame', '-b:a', '32k'],
  'mp3-variable.mp3': ['-ar', '44100', '-c:a', 'libmp3lame', '-q:a', '4'],
  'mp3-variable-no-header.mp3': ['-ar', '44100', '-c:a', 'libmp3lame', '-q:a', '4', '-write_xing', '0'],
  'm4a.m4a': ['-ar', '44100', '-c:a', 'aac', '-b:a', '64k'],
  'aac-raw.aac': ['-ar', '44100', '-c:a', 'aac', '-b:a', '64k'],
  'opus.opus': ['-ar', '48000', '-c:a', 'libopus', '-b:a', '32k'],
  'vorbis.ogg': ['-ar', '44100', '-c:a', 'libvorbis', '-q:a', '1'],
  'webm.webm': ['-ar', '48000', '-c:a', 'libopus', '-b:a', '32k'],
  'webm-no-cues.webm': ['-ar', '48000', '-c:a', 'libopus', '-b:a', '32k', '-f', 'webm', '-live', '1'],
  'mp4-fragmented.mp4': [
    '-ar',
    '44100',
    '-c:a',
    'aac',
    '-b:a',
    '64k',
    '-movflags',
    'frag_keyframe+empty_moov',
    '-frag_duration',
    '2000000',
  ],
  'mp4-picture.mp4': [
    '-ar',
    '44100',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '50',
    '-c:a',
    'aac',
    '-b:a',
    '64k',
  ],
};

/** Whether ffmpeg is on this system. */
export async function hasFfmpeg(): Promise<boolean> {
  return run('ffmpeg', ['-version']).then(
    () => true,
    () => false,
  );
}

/** Makes a recording of the known sound of every kind, or of those that are named, and returns their names. */
export async function makeKnownRecordings(
  folder: string,
  seconds: number,
  names: readonly string[] = Object.keys(KINDS),
): Promise<string[]> {
  const source = join(folder, 'source.wav.tmp');
  await writeFile(source, asWave(makeKnownSound(seconds)));
  for (const name of names) {
    const options = KINDS[name];
    if (!options) throw new Error(`There is no such recording: ${name}`);
    const picture = options.includes('-c:v')
      ? ['-f', 'lavfi', '-i', `testsrc2=size=160x90:rate=10:duration=${seconds}`]
      : [];
    await run('ffmpeg', ['-v', 'error', ...picture, '-i', source, ...options, join(folder, name)]);
  }
  return [...names];
}

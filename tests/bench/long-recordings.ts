import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Kept between runs: making them takes longer than measuring. */
const FOLDER = join(tmpdir(), 'concordance-bench-recordings');

const OPUS = ['-ar', '48000', '-c:a', 'libopus', '-b:a', '32k', '-application', 'voip'];

/** Each kind with how ffmpeg makes it of the talk. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'wav.wav': ['-c:a', 'pcm_s16le'],
  'mp3-constant.mp3': ['-c:a', 'libmp3lame', '-b:a', '128k'],
  'mp3-variable.mp3': ['-c:a', 'libmp3lame', '-q:a', '4'],
  'mp3-no-header.mp3': ['-c:a', 'libmp3lame', '-q:a', '4', '-write_xing', '0'],
  'm4a.m4a': ['-c:a', 'aac', '-b:a', '96k'],
  'aac-bare.aac': ['-c:a', 'aac', '-b:a', '96k'],
  'opus.opus': OPUS,
  'vorbis.ogg': ['-c:a', 'libvorbis', '-q:a', '4'],
  'webm.webm': OPUS,
  'webm-no-cues.webm': [...OPUS, '-f', 'webm', '-live', '1'],
  'mp4-fragments.mp4': [
    '-c:a',
    'aac',
    '-b:a',
    '96k',
    '-movflags',
    'frag_keyframe+empty_moov',
    '-frag_duration',
    '2000000',
  ],
  'mp4-picture.mp4': [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '250',
    '-c:a',
    'aac',
    '-b:a',
    '96k',
  ],
  'mono-8-khz.mp3': ['-ar', '8000', '-ac', '1', '-c:a', 'libmp3lame', '-b:a', '16k'],
  'six-channels.m4a': ['-ac', '6', '-c:a', 'aac', '-b:a', '256k'],
  '24-bit.wav': ['-c:a', 'pcm_s24le'],
  'gap.webm': [...OPUS, '-af', 'aselect=not(between(t\\,60\\,90))'],
};

/** All that can be asked for. */
export const LONG_RECORDINGS = Object.keys(KINDS);

/** A recording of a talk of so many minutes, of a kind of `LONG_RECORDINGS`; needs ffmpeg and espeak-ng. */
export async function longRecording(kind: string, minutes: number): Promise<string> {
  const options = KINDS[kind];
  if (!options) throw new Error(`There is no such recording: ${kind}`);
  const path = join(FOLDER, `${minutes}-${kind}`);
  if (existsSync(path)) return path;
  const talk = await makeTalk();
  const picture = kind === 'mp4-picture.mp4' ? ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=5'] : [];
  const unfinished = join(FOLDER, `unfinished-${minutes}-${kind}`);
  // Louder and softer over minutes, so that a changing bit rate changes.
  const filter = options.includes('-af') ? [] : ['-af', "volume='0.4+0.5*abs(sin(2*PI*t/97))':eval=frame"];
  const source = ['-stream_loop', '-1', '-i', talk];
  await run('ffmpeg', [
    ...['-v', 'error', '-y', ...picture, ...source, ...filter, '-t', String(minutes * 60)],
    ...[...options, unfinished],
  ]);
  await rename(unfinished, path);
  return path;
}

/** Two voices in turns, with pauses and a little noise of the room: 44.1 kHz, one channel. */
async function makeTalk(): Promise<string> {
  const path = join(FOLDER, 'talk.wav');
  if (existsSync(path)) return path;
  await mkdir(FOLDER, { recursive: true });
  const turns = [
    [
      'en',
      'What would you like to take away from our conversation today? I notice that you come back to this.',
    ],
    [
      'en-us+f3',
      'I want to leave with a decision about the role, or at least with a first step for this week.',
    ],
  ];
  const files: string[] = [];
  for (const [index, [voice = '', words = '']] of turns.entries()) {
    files.push(join(FOLDER, `turn-${index}.wav`));
    await run('espeak-ng', ['-v', voice, '-s', '155', '-w', files[index] ?? '', words]);
  }
  const inputs = files.flatMap((file) => ['-i', file]);
  const noise = ['-f', 'lavfi', '-i', 'anoisesrc=amplitude=0.002:sample_rate=44100:duration=60'];
  const turn = (index: number) => `[${index}:a]aresample=44100,apad=pad_dur=1.6[t${index}]`;
  const graph = `${turn(0)};${turn(1)};[t0][t1]concat=n=2:v=0:a=1[talk];[talk][2:a]amix=duration=first:normalize=0[out]`;
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    ...inputs,
    ...noise,
    '-filter_complex',
    graph,
    '-map',
    '[out]',
    path,
  ]);
  return path;
}

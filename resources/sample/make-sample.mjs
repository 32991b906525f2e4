// Makes practice-session.opus and practice-session.json from dialogue.json.
// Needs espeak-ng, sox and ffmpeg (with ffprobe) on the path. The same versions give the same files, byte for byte.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SAMPLE_RATE = 48_000;
const SPEECH_LEVEL_DB = -21;
const PEAK_LIMIT_DB = -3;
const ROOM_LEVEL_DB = -62;
const LEAD_IN_MS = 800;
const LEAD_OUT_MS = 1_200;
const DEFAULT_PAUSE_MS = 800;
/** How long the voice rests at an ellipsis within a turn. */
const ELLIPSIS_MS = 900;

const VOICES = {
  coach: ['-v', 'en-gb-x-rp+f2', '-p', '34', '-s', '145'],
  client: ['-v', 'en-us+f3', '-p', '62', '-s', '152'],
};

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const run = (program, ...parameters) =>
  execFileSync(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
const decibels = (value) => 10 ** (value / 20);
const samplesOf = (milliseconds) => Math.round((milliseconds * SAMPLE_RATE) / 1000);
const millisecondsOf = (samples) => Math.round((samples * 1000) / SAMPLE_RATE);

/** Speaks one piece of text and returns it without the silence around it. */
function speak(voice, text, folder) {
  const spoken = join(folder, 'spoken.wav');
  run('espeak-ng', ...voice, '-w', spoken, text);
  const trimStart = ['silence', '1', '0.005', '0.2%'];
  const raw = ['-t', 'raw', '-e', 'floating-point', '-b', '32', '-L', '-'];
  // biome-ignore format: an option and its value are easier to read on one line
  const bytes = run(
    'sox', '-D', spoken, ...raw,
    'gain', '-6', 'rate', '-v', `${SAMPLE_RATE}`, 'highpass', '70',
    ...trimStart, 'fade', 't', '0.004', 'reverse', ...trimStart, 'fade', 't', '0.012', 'reverse',
  );
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Speaks a whole turn, resting at every ellipsis. */
function speakTurn(turn, folder) {
  const pieces = turn.text.split('…').map((piece) => speak(VOICES[turn.speaker], piece.trim(), folder));
  const rest = samplesOf(ELLIPSIS_MS);
  const length = pieces.reduce((sum, piece) => sum + piece.length, rest * (pieces.length - 1));
  const whole = new Float32Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length + rest;
  }
  return whole;
}

/** The gain that brings one voice to the common level; the same for all its turns, so that they keep their differences. */
function gainFor(turns) {
  const window = samplesOf(20);
  const loudPowers = [];
  for (const samples of turns) {
    for (let start = 0; start + window <= samples.length; start += window) {
      let sum = 0;
      for (let index = start; index < start + window; index++) sum += samples[index] ** 2;
      // Rests and closed consonants would make a hesitant voice louder than it is.
      if (sum / window > decibels(-45) ** 2) loudPowers.push(sum / window);
    }
  }
  const level = Math.sqrt(loudPowers.reduce((sum, power) => sum + power, 0) / loudPowers.length);
  return decibels(SPEECH_LEVEL_DB) / level;
}

/** Rounds off peaks above the limit, so that nothing clips. */
function softLimit(value) {
  const limit = decibels(PEAK_LIMIT_DB);
  const knee = limit * 0.7;
  const size = Math.abs(value);
  if (size <= knee) return value;
  return Math.sign(value) * (knee + (limit - knee) * Math.tanh((size - knee) / (limit - knee)));
}

function intervalOf(mark, dialogue, placed) {
  const marked = placed.filter((_, index) => dialogue.turns[index].marks?.includes(mark));
  if (marked.length === 0) throw new Error(`No turn carries the mark "${mark}".`);
  return { startMs: marked[0].startMs, endMs: marked[marked.length - 1].endMs };
}

/** Compares the silences that ffmpeg hears in the finished file with the gaps between the turns. */
function checkSilences(recording, turns) {
  const detect = 'silencedetect=noise=-45dB:d=0.45,ametadata=mode=print:file=-';
  const heard = run('ffmpeg', '-v', 'error', '-i', recording, '-af', detect, '-f', 'null', '-').toString();
  const starts = [...heard.matchAll(/silence_start=([\d.]+)/g)].map((match) => Number(match[1]) * 1000);
  const ends = [...heard.matchAll(/silence_end=([\d.]+)/g)].map((match) => Number(match[1]) * 1000);
  let worst = 0;
  for (const [index, turn] of turns.slice(0, -1).entries()) {
    const next = turns[index + 1];
    // A voice fades below the threshold a little before its last sample, and rises above it a little after its first.
    const found = starts.findIndex((start, at) => start < next.startMs && (ends[at] ?? 0) > turn.endMs);
    if (found < 0) throw new Error(`No silence was heard after turn ${index + 1}.`);
    worst = Math.max(worst, Math.abs(starts[found] - turn.endMs), Math.abs(ends[found] - next.startMs));
  }
  if (worst > 250) throw new Error(`A silence lies ${Math.round(worst)} ms away from where the turns say.`);
  return worst;
}

const dialogue = JSON.parse(readFileSync(here('dialogue.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'practice-session-'));
try {
  const spoken = dialogue.turns.map((turn) => speakTurn(turn, folder));
  const gains = Object.fromEntries(
    Object.keys(VOICES).map((speaker) => [
      speaker,
      gainFor(spoken.filter((_, index) => dialogue.turns[index].speaker === speaker)),
    ]),
  );

  let position = samplesOf(LEAD_IN_MS);
  const offsets = spoken.map((samples, index) => {
    const offset = position;
    position += samples.length + samplesOf(dialogue.turns[index].pauseAfterMs ?? DEFAULT_PAUSE_MS);
    return offset;
  });
  const last = spoken.length - 1;
  const length = offsets[last] + spoken[last].length + samplesOf(LEAD_OUT_MS);

  const mix = new Float32Array(length);
  for (const [index, samples] of spoken.entries()) {
    const gain = gains[dialogue.turns[index].speaker];
    for (const [at, value] of samples.entries()) mix[offsets[index] + at] = softLimit(value * gain);
  }

  // -R: the same noise in every run.
  // biome-ignore format: an option and its value are easier to read on one line
  const noise = run(
    'sox', '-R', '-D', '-n', '-r', `${SAMPLE_RATE}`, '-c', '1', '-t', 'raw', '-e', 'floating-point', '-b', '32', '-L', '-',
    'synth', `${length}s`, 'pinknoise', 'highpass', '90', 'lowpass', '5000',
  );
  const room = new Float32Array(noise.buffer.slice(noise.byteOffset, noise.byteOffset + noise.byteLength));
  const roomPower = room.reduce((sum, value) => sum + value ** 2, 0) / room.length;
  const roomGain = decibels(ROOM_LEVEL_DB) / Math.sqrt(roomPower);
  for (let index = 0; index < length; index++) mix[index] += (room[index] ?? 0) * roomGain;

  const raw = join(folder, 'mix.f32');
  const recording = here('practice-session.opus');
  writeFileSync(raw, Buffer.from(mix.buffer));
  // biome-ignore format: an option and its value are easier to read on one line
  run(
    'ffmpeg', '-y', '-v', 'error', '-f', 'f32le', '-ar', `${SAMPLE_RATE}`, '-ac', '1', '-i', raw,
    '-c:a', 'libopus', '-b:a', '32k', '-application', 'voip', '-map_metadata', '-1',
    '-fflags', '+bitexact', '-flags:a', '+bitexact', recording,
  );

  const probed = run(
    'ffprobe',
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    recording,
  );
  const turns = dialogue.turns.map(({ speaker, text }, index) => ({
    speaker,
    text,
    startMs: millisecondsOf(offsets[index]),
    endMs: millisecondsOf(offsets[index] + spoken[index].length),
  }));
  const moments = dialogue.moments
    .map(({ mark, kind, polarity, quote, note, details }) => ({
      kind,
      polarity,
      ...intervalOf(mark, dialogue, turns),
      quote,
      note,
      ...(details && { details }),
    }))
    .sort((a, b) => a.startMs - b.startMs);
  const { title, date, coach, clientAlias, kind, language } = dialogue;
  const durationMs = Math.floor(Number(probed.toString()) * 1000);
  const session = { title, date, coach, clientAlias, kind, language, durationMs, turns, moments };
  const deviation = checkSilences(recording, turns);
  writeFileSync(here('practice-session.json'), `${JSON.stringify(session, null, 2)}\n`);
  console.log(
    `${(durationMs / 1000).toFixed(1)} s; silences within ${Math.round(deviation)} ms of the turns`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

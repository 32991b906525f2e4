import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { it, vi } from 'vitest';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { idOf } from '../unit/backend/exchange/sample-contents';
import { plantSession, sessionNumber } from '../unit/backend/library/test-library';
import { reportRows } from './report';

/** A long session with a picture; 2 GB unless told. */
const RECORDING_BYTES = Number(process.env.BENCH_SHARE_BYTES ?? 2_000_000_000);
const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const WAIT = { timeout: 1_800_000, interval: 200 };

const runProgram = promisify(execFile);

type Measured = { ms: number; extraBytes: number };

it('a long recording, shared with encryption and opened again', { timeout: 3_600_000 }, async () => {
  const folder = await makeTemporaryFolder('bench-share');
  const library = join(folder.path, 'library');
  const recordingPath = join(library, 'sessions', idOf(1), 'recording', 'recording.mp4');
  const session = sessionNumber(1);
  await plantSession(library, session);
  const sha256 = await writeNoise(recordingPath, RECORDING_BYTES);
  const facts = { storage: 'copied' as const, sizeBytes: RECORDING_BYTES, sha256, originalName: 'Ana.mp4' };
  await plantSession(library, { ...session, recording: { ...session.recording, ...facts } });
  const trainee = await startBuiltProgram({ libraryFolder: library });
  const mentor = await startBuiltProgram();
  try {
    await introduce(trainee, 'Tara', 'trainee');
    const card = await introduce(mentor, 'Mina', 'mentor');
    await call(trainee, 'contacts', 'add', { text: card });
    const [contact] = await call(trainee, 'contacts', 'list');
    const copyPath = join(folder.path, 'copy');
    const baseline = await timeOf(async () => {
      await runProgram('cp', [recordingPath, copyPath]);
      await runProgram('sha256sum', [copyPath]);
    });
    await rm(copyPath);

    let exportId = '';
    const shared = await measure(trainee, async () => {
      const started = await call(trainee, 'packages', 'share', {
        sessionId: session.id,
        purpose: 'mentor',
        framework: FRAMEWORK,
        recording: { include: 'whole' },
        message: '',
        replaceNames: false,
        protection: { type: 'contacts', profileIds: [contact?.person.profileId ?? ''] },
        today: '2026-11-22',
      });
      exportId = started.exportId;
      await vi.waitUntil(async () => {
        const job = (await call(trainee, 'exports', 'list')).find(({ id }) => id === exportId);
        if (job?.phase === 'done') return true;
        if (job?.phase !== 'writing') throw new Error(JSON.stringify(job));
        return false;
      }, WAIT);
    });

    const opened = await measure(mentor, async () => {
      const name = `${exportId}.concordance`;
      const { body, headers } = await trainee.fetch(`/exports/${exportId}`);
      const sizeBytes = Number(headers.get('content-length'));
      const { importId } = await call(mentor, 'imports', 'beginUpload', { fileName: name, sizeBytes });
      const init = { method: 'PUT', body, duplex: 'half' } as RequestInit;
      const response = await mentor.fetch(`/uploads/${importId}`, init);
      if (response.status !== 204) throw new Error(await response.text());
      await vi.waitUntil(async () => {
        const job = (await call(mentor, 'imports', 'list')).find(({ id }) => id === importId);
        if (job?.phase === 'package') return true;
        if (job?.phase !== 'receiving' && job?.phase !== 'examining') throw new Error(JSON.stringify(job));
        return false;
      }, WAIT);
      await call(mentor, 'imports', 'acceptPackage', { importId, confirmed: false });
    });

    const size = `${(RECORDING_BYTES / 1e9).toFixed(1)} GB`;
    const against = `${(baseline / 1_000).toFixed(1)} s`;
    const row = (order: number, what: string, { ms, extraBytes }: Measured) => ({
      order,
      count: 1,
      what: `${what}; extra memory ${(extraBytes / 1e6).toFixed(0)} MB`,
      measured: `${(ms / 1_000).toFixed(1)} s`,
      against,
      ratio: `${(ms / baseline).toFixed(1)} ×`,
    });
    await reportRows('share', [
      row(9, `Share a recording of ${size}, encrypted / cp and SHA-256 of it`, shared),
      row(10, 'Receive, open and store that package / the same', opened),
    ]);
  } finally {
    await trainee.close();
    await mentor.close();
    await folder.remove();
  }
});

/** Introduces whoever sits at a program; returns her card. */
async function introduce(program: BuiltProgram, name: string, role: 'trainee' | 'mentor'): Promise<string> {
  await call(program, 'profile', 'save', { person: { name, role, credential: '' } });
  const { card } = await call(program, 'identity', 'makeKeys');
  return card ?? '';
}

/** Bytes that no packer makes smaller; returns their SHA-256. */
async function writeNoise(path: string, sizeBytes: number): Promise<string> {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(1 << 20);
  let state = 12_345;
  for (let at = 0; at < block.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    block.writeUInt32LE(state, at);
  }
  const file = await open(path, 'w');
  for (let written = 0; written < sizeBytes; written += block.length) {
    block.writeUInt32LE(written / block.length, 0);
    const piece = block.subarray(0, Math.min(block.length, sizeBytes - written));
    hash.update(piece);
    await file.writeFile(piece);
  }
  await file.sync();
  await file.close();
  return hash.digest('hex');
}

/** Time, and how far the process’s memory rose above what it had before. */
async function measure(program: BuiltProgram, act: () => Promise<void>): Promise<Measured> {
  const before = await residentBytes(program);
  let most = before;
  const timer = setInterval(async () => {
    most = Math.max(most, await residentBytes(program));
  }, 50);
  try {
    return { ms: await timeOf(act), extraBytes: most - before };
  } finally {
    clearInterval(timer);
  }
}

/** Memory of a process in which no page of a file it reads counts; Linux only, where the others are not measured. */
async function residentBytes(program: BuiltProgram): Promise<number> {
  const status = await readFile(`/proc/${program.process.child.pid}/status`, 'utf8').catch(() => '');
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1_024;
}

async function timeOf(act: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

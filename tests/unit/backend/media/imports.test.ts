import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ServerEvent } from '#shared/api-contract/library-contract';
import { type ImportJob, importJobSchema } from '#shared/model/import-job';
import type { PackageInspection } from '#shared/model/package';
import type { PackageIntake } from '../../../../electron/backend/exchange/package-intake';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { createImports } from '../../../../electron/backend/media/imports/imports';
import type { ImportOptions } from '../../../../electron/backend/media/imports/imports-door';
import type { RecordingStore } from '../../../../electron/backend/media/imports/recording-store';
import { UserError } from '../../../../electron/backend/user-error';
import { noFfmpeg } from '../../../helpers/system-ffmpeg';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixtures = resolve(import.meta.dirname, '../../../fixtures/media');

/** A library of one folder: each session is its recording's file. */
class FolderStore implements RecordingStore {
  readonly added: Parameters<RecordingStore['addRecording']>[0][] = [];
  failure: Error | undefined;

  constructor(private readonly folder: string) {}

  findBySha256(sha256: string) {
    return this.added
      .map(({ recording, title }, index) => ({ recording, title, sessionId: sessionId(index) }))
      .filter(({ recording }) => recording.sha256 === sha256)
      .map(({ title, sessionId }) => ({ title, sessionId }));
  }

  async addRecording(input: Parameters<RecordingStore['addRecording']>[0]): Promise<string> {
    if (this.failure) throw this.failure;
    const id = sessionId(this.added.length);
    if (input.stagedPath !== undefined) await rename(input.stagedPath, join(this.folder, id));
    this.added.push(input);
    return id;
  }
}

function sessionId(index: number): string {
  return `01990000-0000-7000-8000-00000000000${index}`;
}

const INSPECTION = { manifest: { packageId: 'p' } } as unknown as PackageInspection;

/** What takes packages in, with some of its answers replaced. */
function packagesThat(answers: Partial<PackageIntake>): PackageIntake {
  return {
    open: async (path) => ({ path }),
    unlock: async (path) => ({ path }),
    inspect: async () => INSPECTION,
    accept: async () => sessionId(7),
    ...answers,
  };
}

async function setUp(options: Partial<ImportOptions> = {}) {
  const root = await temporaryFolder();
  const stagingFolder = join(root, 'incoming');
  const sessionsFolder = join(root, 'sessions');
  await mkdir(stagingFolder);
  await mkdir(sessionsFolder);
  const store = new FolderStore(sessionsFolder);
  const events: ServerEvent[] = [];
  let ids = 0;
  const imports = createImports({
    stagingFolder,
    addsByPath: true,
    newId: () => `01990000-0000-7000-9000-${String(ids++).padStart(12, '0')}`,
    now: () => new Date(),
    log: { info() {}, error() {} },
    emit: (event) => events.push(event),
    sessions: store,
    packages: packagesThat({}),
    ffmpeg: noFfmpeg,
    ...options,
  });
  const settled = async (importId: string, ...phases: ImportJob['phase'][]) => {
    const expected = phases.length > 0 ? phases : ['done', 'failed', 'cancelled', 'duplicate', 'package'];
    await expect
      .poll(() => imports.list().find((job) => job.id === importId)?.phase, { timeout: 20_000 })
      .toSatisfy((phase) => expected.includes(phase as ImportJob['phase']));
    const job = imports.list().find((candidate) => candidate.id === importId);
    if (!job) throw new Error('the job is gone');
    return job;
  };
  const staged = () => readdir(stagingFolder);
  return { root, stagingFolder, sessionsFolder, store, events, imports, settled, staged };
}

type SetUp = Awaited<ReturnType<typeof setUp>>;
let here: SetUp;

beforeEach(async () => {
  here = await setUp();
});

function put(body: BodyInit | null, init: RequestInit = {}): Request {
  return new Request('http://host/uploads/1', {
    method: 'PUT',
    body,
    duplex: 'half',
    ...init,
  } as RequestInit);
}

async function upload(set: SetUp, bytes: Buffer, fileName: string) {
  const { importId } = set.imports.beginUpload({ fileName, sizeBytes: bytes.byteLength });
  const response = await set.imports.receive(importId, put(new Uint8Array(bytes)));
  return { importId, response, job: await set.settled(importId) };
}

/** A body that the test feeds piece by piece. */
function fedBody() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel() {
      cancelled = true;
    },
  });
  return {
    body,
    send: (bytes: Uint8Array) => controller?.enqueue(bytes),
    end: () => controller?.close(),
    fail: () => controller?.error(new TypeError('terminated')),
    isCancelled: () => cancelled,
  };
}

describe('an uploaded recording', () => {
  it('goes through receiving and examining into a session, and leaves nothing in staging', async () => {
    const bytes = await readFile(join(fixtures, 'speech.m4a'));
    const { importId, response, job } = await upload(here, bytes, 'Session_with_Ana 2026-03-04.m4a');
    expect(response.status).toBe(204);
    expect(job).toEqual({
      id: importId,
      fileName: 'Session_with_Ana 2026-03-04.m4a',
      sizeBytes: bytes.byteLength,
      phase: 'done',
      sessionId: sessionId(0),
    });
    expect(here.store.added).toEqual([
      {
        recording: expect.objectContaining({
          storage: 'copied',
          originalName: 'Session_with_Ana 2026-03-04.m4a',
          sizeBytes: bytes.byteLength,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          container: 'mp4',
          durationMs: 2000,
        }),
        stagedPath: expect.any(String),
        title: 'Session with Ana 2026-03-04',
        recordedOn: '2026-03-04',
      },
    ]);
    expect(await readFile(join(here.sessionsFolder, sessionId(0)))).toEqual(bytes);
    expect(await here.staged()).toEqual([]);
    const phases = here.events.map((event) => event.type === 'import' && event.job.phase);
    expect([...new Set(phases)]).toEqual(['receiving', 'examining', 'done']);
    for (const event of here.events) if (event.type === 'import') importJobSchema.parse(event.job);
  });

  it('passes on what of it will not play', async () => {
    const source = await readFile(join(fixtures, 'talk.mp4'));
    const bytes = Buffer.from(source.toString('latin1').replaceAll('avc1', 'mp4v'), 'latin1');
    const { job } = await upload(here, bytes, 'talk.mp4');
    expect(job).toMatchObject({
      phase: 'done',
      warning: expect.stringContaining('only the sound will play'),
    });
  });

  it.each([
    ['empty.mp3', '“empty.mp3” is empty'],
    ['text-renamed.mp3', '“text-renamed.mp3” is not an audio or video recording'],
    ['alac.m4a', 'is Apple Lossless (ALAC)'],
    ['truncated.mp4', '“truncated.mp4” is cut off'],
  ])('%s fails with a message, nothing stored', async (name, message) => {
    const { job } = await upload(here, await readFile(join(fixtures, name)), name);
    expect(job).toMatchObject({ phase: 'failed', message: expect.stringContaining(message) });
    expect([here.store.added, await here.staged()]).toEqual([[], []]);
  });

  it('reports how much has arrived', async () => {
    const bytes = await readFile(join(fixtures, 'speech.wav'));
    await upload(here, bytes, 'speech.wav');
    const progress = here.events.flatMap((event) =>
      event.type === 'import' && event.job.phase === 'receiving' ? [event.job.receivedBytes] : [],
    );
    expect(progress[0]).toBe(0);
    expect(progress.at(-1)).toBeGreaterThan(0);
  });

  it('that is larger or smaller than announced fails', async () => {
    const bytes = await readFile(join(fixtures, 'speech.wav'));
    for (const announced of [bytes.byteLength - 1, bytes.byteLength + 1]) {
      const { importId } = here.imports.beginUpload({ fileName: 'speech.wav', sizeBytes: announced });
      const response = await here.imports.receive(importId, put(new Uint8Array(bytes)));
      expect(response.status).toBe(409);
      expect(await response.text()).toContain('“speech.wav” changed while it was copied');
      expect((await here.settled(importId)).phase).toBe('failed');
    }
    expect([here.store.added, await here.staged()]).toEqual([[], []]);
  });

  it('of an unknown or finished import is refused', async () => {
    expect((await here.imports.receive(sessionId(9), put('x'))).status).toBe(404);
    const { importId } = await upload(here, await readFile(join(fixtures, 'speech.wav')), 'speech.wav');
    expect((await here.imports.receive(importId, put('x'))).status).toBe(409);
  });

  it('whose connection breaks is cancelled and leaves nothing', async () => {
    const fed = fedBody();
    const { importId } = here.imports.beginUpload({ fileName: 'a.wav', sizeBytes: 1_000 });
    const receiving = here.imports.receive(importId, put(fed.body));
    fed.send(new Uint8Array(500));
    await expect.poll(here.staged).toHaveLength(1);
    fed.fail();
    expect((await receiving).status).toBe(409);
    expect((await here.settled(importId)).phase).toBe('cancelled');
    expect(await here.staged()).toEqual([]);
  });

  it('whose request is aborted while nothing arrives is cancelled', async () => {
    const fed = fedBody();
    const aborting = new AbortController();
    const { importId } = here.imports.beginUpload({ fileName: 'a.wav', sizeBytes: 1_000 });
    const receiving = here.imports.receive(importId, put(fed.body, { signal: aborting.signal }));
    fed.send(new Uint8Array(500));
    await expect.poll(here.staged).toHaveLength(1);
    aborting.abort();
    expect((await receiving).status).toBe(409);
    expect((await here.settled(importId)).phase).toBe('cancelled');
    expect(await here.staged()).toEqual([]);
  });

  it('can be cancelled while nothing arrives', async () => {
    const fed = fedBody();
    const { importId } = here.imports.beginUpload({ fileName: 'a.wav', sizeBytes: 1_000 });
    const receiving = here.imports.receive(importId, put(fed.body));
    fed.send(new Uint8Array(500));
    await expect.poll(here.staged).toHaveLength(1);
    await here.imports.cancel(importId);
    expect((await here.settled(importId)).phase).toBe('cancelled');
    expect(await here.staged()).toEqual([]);
    expect((await receiving).status).toBe(409);
    expect(fed.isCancelled()).toBe(true);
  });

  it('can be cancelled before it starts', async () => {
    const { importId } = here.imports.beginUpload({ fileName: 'a.wav', sizeBytes: 1_000 });
    await here.imports.cancel(importId);
    expect((await here.settled(importId)).phase).toBe('cancelled');
    expect((await here.imports.receive(importId, put('x'))).status).toBe(409);
  });

  it('runs beside others', async () => {
    const names = ['speech.wav', 'speech.mp3', 'speech.opus', 'empty.mp3', 'talk.webm'];
    const jobs = await Promise.all(
      names.map(async (name) => (await upload(here, await readFile(join(fixtures, name)), name)).job),
    );
    expect(jobs.map((job) => job.phase)).toEqual(['done', 'done', 'done', 'failed', 'done']);
    expect(await here.staged()).toEqual([]);
  });
});

describe('a full disk', () => {
  function fullDisk(): FileSystem {
    return {
      ...nodeFileSystem,
      open: (async (...parameters: Parameters<FileSystem['open']>) => {
        const handle = await nodeFileSystem.open(...parameters);
        handle.writeFile = async () => {
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
        };
        return handle;
      }) as FileSystem['open'],
    };
  }

  it('during the copy is told with the size, and nothing is stored', async () => {
    here = await setUp({ fileSystem: fullDisk() });
    const bytes = await readFile(join(fixtures, 'speech.wav'));
    const { response, job } = await upload(here, bytes, 'speech.wav');
    expect(response.status).toBe(507);
    expect(job).toMatchObject({
      phase: 'failed',
      message: expect.stringMatching(
        /^The disk is full: “speech.wav” needs 44.1 kB, .* free\. Nothing was stored/,
      ),
    });
    expect([here.store.added, await here.staged()]).toEqual([[], []]);
  });

  it('is noticed before the first byte', async () => {
    const { importId } = here.imports.beginUpload({ fileName: 'huge.mp4', sizeBytes: 9e15 });
    expect((await here.imports.receive(importId, put('x'))).status).toBe(507);
    expect(await here.settled(importId)).toMatchObject({
      message: expect.stringContaining('The disk is full'),
    });
    expect(await here.staged()).toEqual([]);
  });

  it('of the library itself is told in its words', async () => {
    here.store.failure = new UserError('storage', 'The disk is full: “session.json” could not be saved.');
    const { job } = await upload(here, await readFile(join(fixtures, 'speech.wav')), 'speech.wav');
    expect(job).toMatchObject({ phase: 'failed', message: expect.stringContaining('session.json') });
    expect(await here.staged()).toEqual([]);
  });
});

describe('the same recording twice', () => {
  beforeEach(async () => {
    await upload(here, await readFile(join(fixtures, 'speech.wav')), 'speech.wav');
  });

  it('is asked about, and added when the user wants it', async () => {
    const { importId, job } = await upload(
      here,
      await readFile(join(fixtures, 'wav-named.mp3')),
      'again.mp3',
    );
    expect(job).toMatchObject({
      phase: 'duplicate',
      existing: [{ sessionId: sessionId(0), title: 'speech' }],
    });
    expect(await here.staged()).toEqual([importId]);
    expect(await here.imports.addDuplicate(importId)).toEqual({ sessionId: sessionId(1) });
    expect((await here.settled(importId)).phase).toBe('done');
    expect(await here.staged()).toEqual([]);
    await expect(here.imports.addDuplicate(importId)).rejects.toThrow('asks nothing any more');
  });

  it('leaves nothing when it is declined', async () => {
    const { importId } = await upload(here, await readFile(join(fixtures, 'speech.wav')), 'speech.wav');
    await here.imports.dismiss(importId);
    expect(await here.staged()).toEqual([]);
    expect(here.imports.list().some((job) => job.id === importId)).toBe(false);
    expect(here.store.added).toHaveLength(1);
  });

  it('is noticed when both come at once', async () => {
    const bytes = await readFile(join(fixtures, 'speech.mp3'));
    const jobs = await Promise.all(
      ['a.mp3', 'b.mp3'].map(async (name) => (await upload(here, bytes, name)).job),
    );
    expect(jobs.map((job) => job.phase).sort()).toEqual(['done', 'duplicate']);
  });
});

describe('a file added by its path', () => {
  it('is copied, and the original stays', async () => {
    const { importId } = here.imports.beginFromPath({
      path: join(fixtures, 'speech.flac'),
      storage: 'copied',
    });
    expect(await here.settled(importId)).toMatchObject({ phase: 'done', fileName: 'speech.flac' });
    expect(here.store.added[0]).toMatchObject({
      recording: { storage: 'copied' },
      recordedOn: expect.any(String),
    });
    expect(existsSync(join(fixtures, 'speech.flac'))).toBe(true);
  });

  it('is linked without a copy, by its real path', async () => {
    const link = join(here.root, 'Ana.mp3');
    await symlink(join(fixtures, 'speech.mp3'), link);
    const { importId } = here.imports.beginFromPath({ path: link, storage: 'linked' });
    expect((await here.settled(importId)).phase).toBe('done');
    expect(here.store.added[0]).toMatchObject({
      recording: { storage: 'linked', originalName: 'Ana.mp3' },
      linkedPath: join(fixtures, 'speech.mp3'),
      title: 'Ana',
    });
    expect(await readdir(here.sessionsFolder)).toEqual([]);
  });

  it('is refused where the host does not vouch for the page', async () => {
    here = await setUp({ addsByPath: false });
    expect(() => here.imports.beginFromPath({ path: '/etc/passwd', storage: 'copied' })).toThrow(UserError);
    expect(here.imports.list()).toEqual([]);
  });

  it('that is missing, a broken link, a folder, a device, or named without a folder fails with the reason', async () => {
    await symlink(join(here.root, 'gone.mp3'), join(here.root, 'broken.mp3'));
    await mkdir(join(here.root, 'folder.mp3'));
    for (const [path, message] of [
      [join(here.root, 'none.mp3'), '“none.mp3” is not there.'],
      [join(here.root, 'broken.mp3'), '“broken.mp3” is not there.'],
      [join(here.root, 'folder.mp3'), '“folder.mp3” is a folder.'],
      ['/dev/null', '“null” is a device, not a file.'],
      ['speech.mp3', '“speech.mp3” was named without its folder.'],
    ] as const) {
      const { importId } = here.imports.beginFromPath({ path, storage: 'copied' });
      expect(await here.settled(importId)).toMatchObject({
        phase: 'failed',
        message: expect.stringContaining(message),
      });
    }
    expect(await here.staged()).toEqual([]);
  });

  it.each(['copied', 'linked'] as const)('that grows while it is read (%s) is refused', async (storage) => {
    const path = join(here.root, 'live.wav');
    await writeFile(path, await readFile(join(fixtures, 'speech.wav')));
    const growing: FileSystem = {
      ...nodeFileSystem,
      open: (async (...parameters: Parameters<FileSystem['open']>) => {
        if (parameters[0] === path) await appendFile(path, 'more');
        return nodeFileSystem.open(...parameters);
      }) as FileSystem['open'],
    };
    here = { ...here, ...(await setUp({ fileSystem: growing })) };
    const { importId } = here.imports.beginFromPath({ path, storage });
    expect(await here.settled(importId)).toMatchObject({
      phase: 'failed',
      message: expect.stringContaining('“live.wav” changed while it was copied'),
    });
    expect(await here.staged()).toEqual([]);
  });
});

describe('a package', () => {
  const bytes = Buffer.from('not looked into here');

  it('is shown before anything is stored, and stored when the user agrees', async () => {
    const { importId, job } = await upload(here, bytes, 'Ana.concordance');
    expect(job).toMatchObject({ phase: 'package', inspection: INSPECTION });
    expect(await here.imports.acceptPackage(importId, false)).toEqual({ sessionId: sessionId(7) });
    expect(await here.settled(importId)).toMatchObject({ phase: 'done', sessionId: sessionId(7) });
    expect([here.store.added, await here.staged()]).toEqual([[], []]);
  });

  it('leaves nothing when it is declined', async () => {
    const { importId } = await upload(here, bytes, 'Ana.concordance');
    await here.imports.dismiss(importId);
    expect([here.imports.list(), await here.staged()]).toEqual([[], []]);
  });

  it('is copied also where recordings are linked', async () => {
    const path = join(here.root, 'Ana.concordance');
    await writeFile(path, bytes);
    const { importId } = here.imports.beginFromPath({ path, storage: 'linked' });
    expect((await here.settled(importId)).phase).toBe('package');
    expect(await here.staged()).toEqual([importId]);
  });

  it('that is refused says why', async () => {
    const refuse = async () => {
      throw new UserError('bad-request', '“x.concordance” is damaged.');
    };
    here = await setUp({ packages: packagesThat({ inspect: refuse, accept: refuse }) });
    const { job } = await upload(here, bytes, 'x.concordance');
    expect(job).toMatchObject({ phase: 'failed', message: '“x.concordance” is damaged.' });
    expect(await here.staged()).toEqual([]);
  });

  it('that is refused when it is accepted fails, and says so to who accepted it', async () => {
    const accept = async () => {
      throw new UserError('conflict', 'The session is in the trash.');
    };
    here = await setUp({ packages: packagesThat({ accept }) });
    const { importId } = await upload(here, bytes, 'x.concordance');
    await expect(here.imports.acceptPackage(importId, false)).rejects.toThrow('in the trash');
    expect(await here.settled(importId)).toMatchObject({
      phase: 'failed',
      message: 'The session is in the trash.',
    });
    expect(await here.staged()).toEqual([]);
  });
});

describe('an encrypted package', () => {
  const bytes = Buffer.from('age-encryption.org/v1\n');

  it('that the library’s own key opens is shown like any other', async () => {
    here = await setUp({ packages: packagesThat({ open: async (path) => ({ path: `${path}-open` }) }) });
    const { job } = await upload(here, bytes, 'Ana.concordance');
    expect(job.phase).toBe('package');
  });

  it('asks for its passphrase until it is the right one', async () => {
    const tried: string[] = [];
    here = await setUp({
      packages: packagesThat({
        open: async () => ({ opensWith: 'passphrase' }),
        unlock: async (path, _name, passphrase, { onOpened }) => {
          tried.push(passphrase);
          if (passphrase !== 'right') return undefined;
          onOpened();
          return { path };
        },
      }),
    });
    const { importId } = here.imports.beginUpload({ fileName: 'Ana.age', sizeBytes: bytes.byteLength });
    await here.imports.receive(importId, put(new Uint8Array(bytes)));
    expect(await here.settled(importId, 'locked')).toMatchObject({ opensWith: 'passphrase' });
    await expect(here.imports.acceptPackage(importId, false)).rejects.toThrow('asks nothing any more');
    await expect(here.imports.unlock(importId, 'wrong')).rejects.toMatchObject({ code: 'forbidden' });
    expect(here.imports.list()).toMatchObject([{ phase: 'locked' }]);
    await here.imports.unlock(importId, 'right');
    expect(await here.settled(importId, 'package')).toMatchObject({ inspection: INSPECTION });
    await expect(here.imports.unlock(importId, 'right')).rejects.toThrow('asks for no passphrase');
    expect(tried).toEqual(['wrong', 'right']);
  });

  it('takes one passphrase at a time, and can be cancelled meanwhile', async () => {
    here = await setUp({
      packages: packagesThat({
        open: async () => ({ opensWith: 'passphrase' }),
        unlock: (_path, _name, _passphrase, { signal }) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      }),
    });
    const { importId } = here.imports.beginUpload({ fileName: 'Ana.age', sizeBytes: bytes.byteLength });
    await here.imports.receive(importId, put(new Uint8Array(bytes)));
    await here.settled(importId, 'locked');
    const first = here.imports.unlock(importId, 'one');
    await expect(here.imports.unlock(importId, 'two')).rejects.toThrow('tries one at the moment');
    const cancelled = here.imports.cancel(importId);
    await expect(first).rejects.toThrow('was cancelled');
    await cancelled;
    expect(here.imports.list()).toMatchObject([{ phase: 'cancelled' }]);
    expect(await here.staged()).toEqual([]);
  });

  it('for other people says so, and takes no passphrase', async () => {
    const locked = { opensWith: 'key', reason: 'It was encrypted for other people.' } as const;
    here = await setUp({ packages: packagesThat({ open: async () => locked }) });
    const { importId } = here.imports.beginUpload({ fileName: 'Ana.age', sizeBytes: bytes.byteLength });
    await here.imports.receive(importId, put(new Uint8Array(bytes)));
    expect(await here.settled(importId, 'locked')).toMatchObject(locked);
    await expect(here.imports.unlock(importId, 'x')).rejects.toThrow('asks for no passphrase');
    await here.imports.dismiss(importId);
    expect([here.imports.list(), await here.staged()]).toEqual([[], []]);
  });
});

describe('the list of imports', () => {
  it('keeps what still works and lets go of what is settled', async () => {
    const { importId } = here.imports.beginUpload({ fileName: 'a.wav', sizeBytes: 1 });
    await expect(here.imports.dismiss(importId)).rejects.toThrow('Cancel it first');
    await here.imports.cancel(importId);
    await here.imports.dismiss(importId);
    expect(here.imports.list()).toEqual([]);
    await expect(here.imports.dismiss(importId)).rejects.toThrow(UserError);
  });

  it('is empty of work after closing', async () => {
    const fed = fedBody();
    const { importId } = here.imports.beginUpload({ fileName: 'a.wav', sizeBytes: 10 });
    const receiving = here.imports.receive(importId, put(fed.body));
    await upload(here, Buffer.from('x'), 'x.concordance');
    await here.imports.close();
    await receiving;
    expect(here.imports.list().map((job) => job.phase)).toEqual(['cancelled', 'cancelled']);
    expect(await here.staged()).toEqual([]);
  });
});

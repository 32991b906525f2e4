import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { openJsonDocument, saveDocument } from '../../../../electron/backend/library/json-document';
import { makeFaultyFileSystem } from '../../../helpers/faulty-file-system';
import { temporaryFolders } from '../media/temporary-folder';

// Every write is synced to the disk, which may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const makeFolder = temporaryFolders();
const schema = z.object({ schemaVersion: z.literal(1), text: z.string() });
const version = (text: string) => ({ schemaVersion: 1 as const, text });

async function makePath(): Promise<string> {
  return join(await makeFolder(), 'session.json');
}

async function open(path: string, fileSystem: FileSystem = nodeFileSystem) {
  const notices: string[] = [];
  const document = await openJsonDocument({
    fileSystem,
    path,
    schema,
    migrations: [],
    description: 'the session “Monday”',
    now: () => new Date('2026-11-22T18:30:00.000Z'),
    onRecovery: (message) => notices.push(message),
  });
  return { document, notices };
}

async function filesBeside(path: string): Promise<string[]> {
  return (await readdir(join(path, '..'))).sort();
}

/** A document that was saved twice, so that it has a backup. */
async function makeSaved(): Promise<string> {
  const path = await makePath();
  const { document } = await open(path);
  await saveDocument(document, version('first'));
  await saveDocument(document, version('second'));
  return path;
}

const BACKUP_IS_BACK = { data: version('first') };

describe('a document', () => {
  it('is nothing until something is saved, and then what was saved', async () => {
    const path = await makePath();
    expect((await open(path)).document.data).toBeNull();
    expect((await open(await makeSaved())).document.data).toEqual(version('second'));
  });

  it.each([
    ['torn', '{"schemaVersion":1,"te'],
    ['empty', ''],
    ['of zeros, as some file systems leave it after a power cut', '\0\0\0\0'],
    ['of another form', '{"schemaVersion":1,"words":7}'],
    ['without a version', '{"text":"x"}'],
  ])('that is %s is read from its backup, set aside and named', async (_what, damage) => {
    const path = await makeSaved();
    await writeFile(path, damage);
    const { document, notices } = await open(path);
    expect(document).toMatchObject(BACKUP_IS_BACK);
    const aside = 'session.json.corrupt-2026-11-22T18-30-00.000Z';
    expect(await filesBeside(path)).toEqual(['session.json', 'session.json.bak', aside]);
    expect(await readFile(join(path, '..', aside), 'utf8')).toBe(damage);
    expect(notices).toEqual([expect.stringContaining(`was kept as “${aside}”`)]);
    expect(notices[0]).toContain('the session “Monday”');
    const again = await open(path);
    expect([again.document.data, again.notices]).toEqual([version('first'), []]);
  });

  it('that is missing is read from its backup, which is said', async () => {
    const path = await makeSaved();
    await nodeFileSystem.rm(path);
    const { document, notices } = await open(path);
    expect(document).toMatchObject(BACKUP_IS_BACK);
    expect(notices).toEqual([expect.stringContaining('was missing')]);
  });

  it('whose backup is damaged too is refused and kept, with its name', async () => {
    const path = await makeSaved();
    await writeFile(path, 'damaged');
    await writeFile(`${path}.bak`, 'damaged as well');
    await expect(open(path)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(/the session “Monday” is damaged.*“session\.json\.corrupt-/),
    });
    expect(await filesBeside(path)).toContain('session.json.corrupt-2026-11-22T18-30-00.000Z');
  });

  it.each(['', '.bak'])('of a newer version%s is refused and left as it is', async (suffix) => {
    const path = await makeSaved();
    const newer = '{"schemaVersion":2,"somethingNew":true}';
    if (suffix !== '') await nodeFileSystem.rm(path);
    await writeFile(`${path}${suffix}`, newer);
    const files = await filesBeside(path);
    await expect(open(path)).rejects.toThrow(
      'The session “Monday” was saved by a newer version of Concordance.',
    );
    expect(await filesBeside(path)).toEqual(files);
    expect(await readFile(`${path}${suffix}`, 'utf8')).toBe(newer);
  });

  it('of a newer version that this one understands can be read and not written', async () => {
    const path = await makeSaved();
    const newer = '{"schemaVersion":7,"text":"from the future","somethingNew":true}';
    await writeFile(path, newer);
    const { document, notices } = await open(path);
    expect([document.data?.text, document.isReadOnly, notices]).toEqual(['from the future', true, []]);
    await expect(saveDocument(document, version('mine'))).rejects.toThrow(
      'The session “Monday” was saved by a newer version of Concordance and can only be read here.',
    );
    expect(await readFile(path, 'utf8')).toBe(newer);
  });

  it('that cannot be read for another reason is not taken for damaged', async () => {
    const path = await makeSaved();
    const { fileSystem } = makeFaultyFileSystem({ at: 0, way: 'fails', code: 'EIO' });
    await expect(open(path, fileSystem)).rejects.toMatchObject({ code: 'EIO' });
    expect(await filesBeside(path)).toEqual(['session.json', 'session.json.bak']);
  });
});

describe('saves of one document', () => {
  it('queue, and the newest of those that wait wins', async () => {
    const path = await makePath();
    const { fileSystem, operations } = makeFaultyFileSystem();
    const { document } = await open(path, fileSystem);
    operations.length = 0;
    const texts = Array.from({ length: 50 }, (_, index) => `${index}`);
    await Promise.all(texts.map((text) => saveDocument(document, version(text))));
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(version('49'));
    expect(JSON.parse(await readFile(`${path}.bak`, 'utf8'))).toEqual(version('0'));
    expect(operations.filter((name) => name === 'file.writeFile')).toHaveLength(2);
  });

  it('that fail leave the document in memory as it is on the disk', async () => {
    const path = await makeSaved();
    const opening = makeFaultyFileSystem();
    await open(path, opening.fileSystem);
    const { fileSystem } = makeFaultyFileSystem({
      at: opening.operations.length + 1,
      way: 'fails',
      code: 'ENOSPC',
    });
    const { document } = await open(path, fileSystem);
    const outcomes = await Promise.allSettled([
      saveDocument(document, version('lost')),
      saveDocument(document, version('third')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(document.data).toEqual(version('third'));
    expect((await open(path)).document.data).toEqual(version('third'));
  });

  it.each(['fails', 'dies'] as const)('that %s anywhere leave the old or the new', async (way) => {
    const clean = makeFaultyFileSystem();
    const { document } = await open(await makeSaved(), clean.fileSystem);
    await saveDocument(document, version('third'));
    for (let at = 0; at < clean.operations.length; at += 1) {
      const path = await makeSaved();
      const { fileSystem } = makeFaultyFileSystem({ at, way });
      const acknowledged = await open(path, fileSystem)
        .then((opened) => saveDocument(opened.document, version('third')))
        .then(
          () => true,
          () => false,
        );
      const { document: found, notices } = await open(path);
      expect([at, notices]).toEqual([at, []]);
      expect([at, acknowledged ? ['third'] : ['second', 'third']]).toEqual([
        at,
        expect.arrayContaining([found.data?.text]),
      ]);
    }
  });
});

import { execFile } from 'node:child_process';
import { type FileHandle, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { OutsideFiles } from '../../../../electron/backend/library/outside-files';
import { streamFile } from '../../../../electron/backend/media/serving/file-response';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const LIMIT_MS = 60;

/** A drive that answers when it is told to. */
function silentDrive() {
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  return { asked, answer };
}

it('a drive that does not answer is said, refused at once from then on, and asked again when it is back', async () => {
  const outside = new OutsideFiles(LIMIT_MS);
  const drive = silentDrive();
  await expect(outside.at('/far/Ana.mp3', 'Ana.mp3')(() => drive.asked)).rejects.toThrow(
    'The drive on which “Ana.mp3” lies does not answer. Your review is safe, and you can go on with it.',
  );
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return 'here';
  };
  await expect(outside.at('/far/Ben.mp3', 'Ben.mp3')(ask)).rejects.toThrow('“Ben.mp3”');
  expect(asked).toBe(0);
  expect(await outside.at('/near/Cara.mp3', 'Cara.mp3')(ask)).toBe('here');

  drive.answer();
  await expect
    .poll(() =>
      outside
        .at(
          '/far/Ana.mp3',
          'Ana.mp3',
        )(ask)
        .catch(() => 'silent'),
    )
    .toBe('here');
});

it('what a file reports is passed on, and is no silence', async () => {
  const outside = new OutsideFiles(LIMIT_MS);
  const ask = outside.at('/far/Ana.mp3', 'Ana.mp3');
  await expect(ask(() => Promise.reject(new Error('EIO')))).rejects.toThrow('EIO');
  expect(await ask(async () => 'here')).toBe('here');
});

it.skipIf(process.platform === 'win32')(
  'drives that hang leave enough of the program to save reviews with',
  async () => {
    const folder = await temporaryFolder();
    const outside = new OutsideFiles(LIMIT_MS);
    // Opening a pipe that nobody writes to takes a thread away, as a network drive does that has gone.
    const pipes = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const path = join(folder, `drive-${index}`);
        await promisify(execFile)('mkfifo', [path]);
        return path;
      }),
    );
    const opened: FileHandle[] = [];
    const openings = pipes.map((path, index) =>
      outside.at(
        `/drive-${index}/Ana.mp3`,
        'Ana.mp3',
      )(async () => {
        opened.push(await open(path, 'r'));
      }),
    );
    const outcomes = await Promise.allSettled(openings);
    expect(outcomes.map(({ status }) => status)).toEqual(pipes.map(() => 'rejected'));

    const review = join(folder, 'review.json');
    await writeFile(review, 'saved');
    expect(await readFile(review, 'utf8')).toBe('saved');

    // Opened for both, a pipe lets go of who waits at its other end. Those that were never begun are not.
    for (const path of pipes) opened.push(await open(path, 'r+'));
    await expect.poll(() => opened.length).toBe(pipes.length + 2);
    expect(await outside.at('/drive-0/Ana.mp3', 'Ana.mp3')(async () => 'here')).toBe('here');
    await Promise.all(opened.map((handle) => handle.close()));
  },
);

it.each(['opening', 'reading'])(
  'an answer ends when the drive falls silent in %s, and its file is closed later',
  async (when) => {
    const path = join(await temporaryFolder(), 'recording');
    await writeFile(path, new Uint8Array(600_000));
    const drive = silentDrive();
    let isClosed = false;
    const askDrive = new OutsideFiles(LIMIT_MS).at(path, 'Ana.mp3');
    const openFile = async () => {
      if (when === 'opening') await drive.asked;
      const handle = await open(path, 'r');
      const [read, close] = [handle.read.bind(handle), handle.close.bind(handle)];
      let reads = 0;
      handle.read = (async (...words: Parameters<typeof read>) => {
        reads += 1;
        if (reads > 1) await drive.asked;
        return read(...words);
      }) as typeof handle.read;
      handle.close = async () => {
        if (when === 'reading') await drive.asked;
        await close();
        isClosed = true;
      };
      return handle;
    };
    const reader = streamFile(path, 0, 600_000, { openFile, askDrive }).getReader();
    if (when === 'reading') expect((await reader.read()).value?.byteLength).toBe(262_144);
    await expect(reader.read()).rejects.toThrow('does not answer');
    expect(isClosed).toBe(false);
    drive.answer();
    await expect.poll(() => isClosed).toBe(true);
  },
);

import { randomInt } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isSettled } from '#shared/model/import-job';
import { createFfmpeg } from '../../electron/backend/media/ffmpeg/ffmpeg';
import { projectFolder } from '../helpers/ensure-built';
import { makeFaultyFileSystem } from '../helpers/faulty-file-system';
import { mountSmallDisk } from '../helpers/small-disk';
import { fakeFfmpeg, NO_FFMPEG, systemFfmpeg } from '../helpers/system-ffmpeg';
import { librariesThatPlay, type Opened, whenAnswered } from '../unit/backend/media/library-that-plays';
import { temporaryFolders } from '../unit/backend/media/temporary-folder';

const temporaryFolder = temporaryFolders();
const open = librariesThatPlay();
const alac = join(projectFolder, 'tests/fixtures/media/alac.m4a');
const TAKES_NO_ROOM = /^(rm|stat|open|readFile|file\.close|readdir|access|unlink)$/;
const randomStart = randomInt(4);
const system = createFfmpeg({ isAllowed: () => true });

describe.skipIf(!systemFfmpeg)(
  `a disk that is full while ffmpeg encodes${systemFfmpeg ? '' : `, ${NO_FFMPEG}`}`,
  () => {
    it('leaves nothing half-done, whichever operation finds no room, and says so of the file', async () => {
      const counting = makeFaultyFileSystem();
      const first = await open(await temporaryFolder(), { ffmpeg: system, disk: counting.fileSystem });
      const firstId = await offered(first);
      const from = counting.operations.length;
      expect(await encoded(first, firstId)).toMatchObject({ phase: 'done' });
      const names = counting.operations.slice(from);
      await first.close();
      expect(names).toContain('rename');

      // What only reads or clears away takes no room. Each run takes long: some are tried, others each time.
      const writing = [...names.entries()].filter(([, name]) => !TAKES_NO_ROOM.test(name));
      const stride = process.env.ALL_FAULTS === '1' ? 1 : 4;
      const tried = writing.filter((_, at) => at % stride === randomStart % stride);
      for (const [index, name] of tried) {
        const folder = await temporaryFolder();
        const faulty = makeFaultyFileSystem();
        const here = await open(folder, { ffmpeg: system, disk: faulty.fileSystem });
        const importId = await offered(here);
        faulty.arm({ at: faulty.operations.length + index, way: 'fails', code: 'ENOSPC' });
        const job = await encoded(here, importId);
        const where = `operation ${index} (${name})`;
        if (job.phase === 'failed') {
          expect(job.message, where).toMatch(/^The disk is full: “(alac\.m4a|session\.json|audit\.jsonl)” /);
          expect(await readdir(here.library.layout.incoming), where).toEqual([]);
        } else expect(job.phase, where).toBe('done');
        await here.close();
        // What was refused at its very last step may be there, and then it is there whole.
        const again = await open(folder, { ffmpeg: system });
        const found = again.library.index.list();
        expect(await readdir(join(folder, 'sessions')), where).toHaveLength(found.length);
        if (job.phase === 'done') expect(found, where).toHaveLength(1);
        for (const { id } of found)
          expect(await again.playback.prepare(id, false), where).toEqual({ state: 'exact' });
        await again.close();
      }
      expect(tried.length).toBeGreaterThan(1);
      console.log(
        `full disk while encoding: ${tried.length} of ${writing.length} operations, nothing half-done`,
      );
    });

    it('is told by ffmpeg itself, and the session of a copy that was lost is as it was', async (context) => {
      const disk = await mountSmallDisk(8);
      if ('impossible' in disk) return context.skip(disk.impossible);
      onTestFinished(() => disk.remove());
      // The room goes in the middle: after it was looked for, when the copy begins to be written.
      const fills = join(disk.path, 'fills');
      const program = await fakeFfmpeg(
        await temporaryFolder(),
        `case "$*" in *-progress*) [ -e "${fills}" ] && cat /dev/zero > "${disk.path}/filler" 2>/dev/null;; esac
exec "${systemFfmpeg}" "$@"`,
      );
      const ffmpeg = createFfmpeg({ isAllowed: () => true, places: () => [program] });
      const folder = join(disk.path, 'library');
      const here = await open(folder, { ffmpeg });
      const fill = (does: boolean) => (does ? writeFile(fills, '') : rm(fills));

      await fill(true);
      const lost = await encoded(here, await offered(here));
      expect(lost).toMatchObject({
        phase: 'failed',
        message: expect.stringMatching(
          /^The disk is full: “alac\.m4a” needs .* Nothing was stored; free some space/,
        ),
      });
      expect(here.library.index.list()).toEqual([]);
      expect(await readdir(here.library.layout.incoming)).toEqual([]);

      await fill(false);
      await disk.leave(6 * 2 ** 20);
      const added = await encoded(here, await offered(here));
      if (added.phase !== 'done') throw new Error(JSON.stringify(added));
      const { sessionId } = added;
      const { cache, document } = here.library.layout.session(sessionId);
      const before = await readFile(document);
      await rm(cache, { recursive: true });
      await fill(true);
      const preparing = await here.playback.prepare(sessionId, true);
      if (preparing.state !== 'preparing') throw new Error(JSON.stringify(preparing));
      expect(await settled(here, preparing.importId)).toMatchObject({
        phase: 'failed',
        message: expect.stringMatching(
          /^The disk is full: no copy of “alac\.m4a” was made\. Free some space, then open its session/,
        ),
      });
      expect(await readFile(document)).toEqual(before);
      expect(await readdir(here.library.layout.incoming)).toEqual([]);
      expect(await here.playback.prepare(sessionId, false)).toEqual({ state: 'unplayable', way: 'again' });

      await fill(false);
      await disk.leave(6 * 2 ** 20);
      const again = await here.playback.prepare(sessionId, true);
      if (again.state !== 'preparing') throw new Error(JSON.stringify(again));
      expect(await settled(here, again.importId)).toMatchObject({ phase: 'prepared' });
      await here.close();
    });
  },
);

/** Adds what cannot be played, up to the offer of a copy. */
async function offered(here: Opened): Promise<string> {
  const { importId } = here.imports.beginFromPath({ path: alac, storage: 'copied' });
  expect(await whenAnswered(here, importId)).toMatchObject({ phase: 'unplayable' });
  return importId;
}

async function encoded(here: Opened, importId: string) {
  await here.imports.makePlayable(importId);
  return settled(here, importId);
}

async function settled(here: Opened, importId: string) {
  const find = () => here.imports.list().find(({ id }) => id === importId);
  await expect.poll(find).toSatisfy((job) => job !== undefined && isSettled(job));
  const job = find();
  if (!job) throw new Error('The import is gone');
  return job;
}

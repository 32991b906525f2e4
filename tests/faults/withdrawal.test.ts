import { randomInt } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fault, makeFaultyFileSystem } from '../helpers/faulty-file-system';
import { SESSION_ID } from '../unit/backend/exchange/sample-contents';
import { findTraces, makeQuotingLibrary, reopen } from '../unit/backend/library/quoting-library';
import { temporaryFolders } from '../unit/backend/media/temporary-folder';

const makeFolder = temporaryFolders();

describe.each(['fails', 'dies'] as const)('a withdrawal in which one operation %s', (way) => {
  it('is finished at the next start, or was never begun', { timeout: 300_000 }, async () => {
    const { folder: original, library: first } = await makeQuotingLibrary(await makeFolder());
    const snapshot = join(await makeFolder(), 'library');
    // With the journal as it stands while a review is being worked on.
    await cp(original, snapshot, { recursive: true, filter: (path) => !path.endsWith('library.lock') });
    await first.close();
    const traces = (await findTraces(snapshot)).length;

    const states = { finished: 0, untouched: 0 };
    // One operation in four, others each time; every one with `ALL_FAULTS=1`.
    const stride = process.env.ALL_FAULTS === '1' ? 1 : 4;
    let at = randomInt(stride);
    for (let isThrough = false; !isThrough; at += stride) {
      const folder = join(await makeFolder(), 'library');
      await cp(snapshot, folder, { recursive: true });
      const fault: Fault = { at: Number.POSITIVE_INFINITY, way };
      const { fileSystem, operations } = makeFaultyFileSystem(fault);
      const library = await reopen(folder, fileSystem);
      fault.at = operations.length + at;
      const outcome = await library.deleteRecording(SESSION_ID, 'consent-withdrawn').catch(() => undefined);
      isThrough = operations.length <= fault.at;
      await library.close().catch(() => {});
      await rm(join(folder, 'library.lock'), { force: true });

      const again = await reopen(folder);
      const { deletions, consent } = await again.sessions.get(SESSION_ID);
      if (deletions.length === 0) {
        expect(outcome).toBeUndefined();
        expect(consent.status).toBe('given');
        expect((await findTraces(folder)).length).toBeGreaterThanOrEqual(traces - 2);
        states.untouched += 1;
      } else {
        expect(deletions).toMatchObject([{ finishedAt: expect.any(String) }]);
        expect(await findTraces(folder)).toEqual([]);
        const types = (await again.audit.list(SESSION_ID)).entries.map(({ event }) => event.type);
        expect(types.filter((type) => type !== 'review-started')).toEqual([
          'consent-withdrawn',
          'recording-deleted',
        ]);
        states.finished += 1;
      }
      await again.close();
    }
    const { finished, untouched } = states;
    console.info(`A withdrawal that ${way}: ${at} operations, ${finished} finished, ${untouched} not begun`);
    expect(finished).toBeGreaterThan(20 / stride);
    expect(untouched).toBeGreaterThan(3 / stride);
  });
});

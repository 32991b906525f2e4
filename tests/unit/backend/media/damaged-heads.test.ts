import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyBlocks } from '../../../../electron/backend/media/copying/block-copy';
import { copyOgg } from '../../../../electron/backend/media/copying/ogg-copy';
import { copyTables } from '../../../../electron/backend/media/copying/table-copy';
import { walkHeads } from '../../../../electron/backend/media/examining/head-facts';
import type { ContainerKind } from '../../../../electron/backend/media/examining/missing-end';
import { makeRecording } from './made-recordings';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixture = (name: string) => resolve(import.meta.dirname, '../../../fixtures/media', name);

/** Part of a file that is kept, and bytes that are written over, by their places as parts of it. */
const damage = fc.record({
  kept: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  flipped: fc.array(
    fc.record({
      // The heads that say the most stand first.
      at: fc.oneof(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.05, noNaN: true }),
      ),
      value: fc.oneof(fc.constant(0), fc.constant(0xff), fc.integer({ min: 0, max: 255 })),
    }),
    { maxLength: 6 },
  ),
});

function damaged(
  whole: Uint8Array,
  { kept, flipped }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
) {
  const bytes = whole.slice(0, Math.max(1, Math.floor(whole.byteLength * kept)));
  for (const { at, value } of flipped) bytes[Math.floor(at * bytes.byteLength)] = value;
  return bytes;
}

type Kind = {
  container: ContainerKind;
  tracks: { sound: number; picture?: number };
  make(folder: string): Promise<string>;
};

const KINDS: Readonly<Record<string, Kind>> = {
  'a WebM without cues': {
    container: 'webm',
    tracks: { sound: 1 },
    make: (folder) => makeRecording(fixture('beeps.opus'), join(folder, 'whole'), { container: 'stream' }),
  },
  fragments: {
    container: 'mp4',
    tracks: { sound: 1 },
    make: (folder) => makeRecording(fixture('beeps.m4a'), join(folder, 'whole'), { container: 'fragments' }),
  },
  'an MP4 with a picture': {
    container: 'mp4',
    tracks: { sound: 2, picture: 1 },
    make: async () => fixture('talk.mp4'),
  },
  'a WebM with a picture': {
    container: 'webm',
    tracks: { sound: 2, picture: 1 },
    make: async () => fixture('beeps-picture.webm'),
  },
  'Vorbis in Ogg': {
    container: 'ogg',
    tracks: { sound: 0 },
    make: async () => fixture('beeps.ogg'),
  },
  'Opus in Ogg': {
    container: 'ogg',
    tracks: { sound: 0 },
    make: async () => fixture('beeps.opus'),
  },
};

describe.each(Object.entries(KINDS))('of %s that is damaged', (_name, { container, tracks, make }) => {
  it('the heads are gone over to an end, and a copy has no more than the file', {
    timeout: 120_000,
  }, async () => {
    const folder = await temporaryFolder();
    const whole = await readFile(await make(folder));
    const [path, targetPath] = [join(folder, 'damaged'), join(folder, 'copy')];
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        const bytes = damaged(whole, how);
        await writeFile(path, bytes);
        const file = { path, sizeBytes: bytes.byteLength, readCount: new Int32Array(1) };
        const all = Object.values(tracks);
        const found = await walkHeads(file, container, { all, sound: tracks.sound });
        // A page that is cut off has no time.
        const counted = container === 'ogg' ? (found?.countedSeconds ?? 0) : found?.countedSeconds;
        if (found) expect(Number.isFinite(counted)).toBe(true);
        const origin = { originSeconds: 0, primingSeconds: 0 };
        const common = { file, targetPath, sound: tracks.sound, picture: tracks.picture, ...origin };
        const copying = { ...common, onProgress: () => {} };
        const copied = await (container === 'webm'
          ? copyBlocks({ ...copying, docType: 'webm' })
          : container === 'ogg'
            ? copyOgg(copying)
            : copyTables(copying));
        if (copied !== undefined) {
          expect((await stat(targetPath)).size).toBe(copied);
          expect(copied).toBeLessThan(bytes.byteLength * 1.5 + 1_000);
        }
        await rm(targetPath, { force: true });
        expect(file.readCount[0]).toBeLessThan(1_000);
      }),
      { numRuns: 60 },
    );
  });
});

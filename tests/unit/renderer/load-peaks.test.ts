import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { coarserPeaks, peakLevels } from '#shared/formats/peak-levels';
import {
  emptyPeaks,
  encodePeaks,
  peaksFileSize,
  SliceState,
  type StoredPeaks,
} from '#shared/formats/peaks-file';
import { respondWithFile } from '../../../electron/backend/media/serving/file-response';
import { loadPeaks, type PeaksProgress } from '../../../renderer/media/peaks';
import { fetchPeaks } from '../../../renderer/media/stored-peaks';
import { temporaryFolders } from '../backend/media/temporary-folder';

const temporaryFolder = temporaryFolders();
const [HOUR_MS, MINUTE_MS] = [3_600_000, 60_000];

let path: string;
let asked: string[];
/** Called before an answer, with the number of the request, from 1. */
let beforeAnswer: (request: number) => Promise<void>;

beforeEach(async () => {
  path = join(await temporaryFolder(), 'peaks.bin');
  asked = [];
  beforeAnswer = async () => {};
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => setTimeout(callback));
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', headers = {}, body }: RequestInit = {}) => {
    const request = new Request(`http://host${url}`, { method, headers });
    asked.push(`${method} ${request.headers.get('Range') ?? ''}`.trim());
    await beforeAnswer(asked.length);
    if (method === 'PUT') {
      await writeFile(path, new Uint8Array(await (body as Blob).arrayBuffer()));
      return new Response(null, { status: 204 });
    }
    const response = await respondWithFile(request, { path, contentType: 'application/octet-stream' });
    return response ?? new Response(null, { status: 404 });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Peaks of a length that are drawn, each column as high as its number, up to a height. */
function drawnPeaks(durationMs: number, height = 9_000): StoredPeaks {
  const peaks = emptyPeaks(durationMs);
  for (let at = 0; at < peaks.values.length; at += 2) peaks.values[at + 1] = at % height;
  peaks.slices.fill(SliceState.drawn);
  return peaks;
}

async function load(durationMs: number): Promise<PeaksProgress[]> {
  const seen: PeaksProgress[] = [];
  const source = { durationMs, pieces: [], peaksUrl: '/peaks/1' };
  await loadPeaks(source, (progress) => seen.push(progress), new AbortController().signal);
  return seen;
}

describe('the stored peaks of a long recording', () => {
  const stored = drawnPeaks(HOUR_MS);
  const { headBytes } = peaksFileSize(stored.values.length / 2);

  it('are shown coarse first, and then all of them', async () => {
    await writeFile(path, encodePeaks(stored));
    const [coarse, fine, ...more] = await load(HOUR_MS);
    expect(more).toEqual([]);
    expect(coarse).toMatchObject({ isFine: false, done: 1, peaks: coarserPeaks(stored) });
    expect(fine).toMatchObject({ isFine: true, done: 1 });
    expect(fine?.peaks.values).toEqual(stored.values);
    // What is drawn of the coarse ones need not be drawn again.
    expect(fine && peakLevels(fine.peaks)[1]).toBe(coarse?.peaks);
    expect(asked).toEqual([`GET bytes=0-${headBytes - 1}`, `GET bytes=${headBytes}-`]);
  });

  it('are all those of another window that stored its own between the two parts', async () => {
    await writeFile(path, encodePeaks(stored));
    const other = drawnPeaks(HOUR_MS, 500);
    beforeAnswer = async (request) => {
      if (request === 2) await writeFile(path, encodePeaks(other));
    };
    const fine = (await load(HOUR_MS)).at(-1);
    expect(fine?.isFine).toBe(true);
    expect(fine?.peaks.values).toEqual(other.values);
    expect(fine && peakLevels(fine.peaks)[1]).toEqual(coarserPeaks(other));
  });

  it('are read from a file without a coarse part, which gets one', async () => {
    const bytes = encodePeaks(stored);
    const coarseBytes = coarserPeaks(stored).values.byteLength;
    const old = Buffer.concat([bytes.subarray(0, headBytes - coarseBytes), bytes.subarray(headBytes)]);
    old.write('CPK2');
    await writeFile(path, old);
    const seen = await load(HOUR_MS);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ isFine: true, done: 1 });
    expect(seen[0]?.peaks.values).toEqual(stored.values);
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
  });

  it('are not taken where they are those of another length', async () => {
    await writeFile(path, encodePeaks(drawnPeaks(HOUR_MS - MINUTE_MS)));
    const { signal } = new AbortController();
    expect(await fetchPeaks('/peaks/1', HOUR_MS, () => {}, signal)).toBeUndefined();
  });
});

it('the stored peaks of a short recording come at once', async () => {
  const stored = drawnPeaks(MINUTE_MS);
  await writeFile(path, encodePeaks(stored));
  const seen = await load(MINUTE_MS);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ isFine: true, done: 1 });
  expect(seen[0]?.peaks.values).toEqual(stored.values);
  expect(asked).toEqual(['GET']);
});

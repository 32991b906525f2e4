import {
  columnCount,
  decodePeaks,
  decodePeaksHead,
  encodePeaks,
  joinPeaks,
  type Peaks,
  type PeaksHead,
  peaksFileSize,
  type StoredPeaks,
} from '#shared/formats/peaks-file';

/** What is asked for as a whole: the columns of twenty minutes come as soon as the coarse ones of three hours. */
const ASKED_AT_ONCE_BYTES = 512 << 10;

/** The longest that the rest waits for a page that is busy. */
const LATEST_REST_MS = 1_000;

export type FetchedPeaks = {
  stored: StoredPeaks;
  /** The next coarser level, where it came with them. */
  coarse?: Peaks;
  /** Whether they come from a file that has no coarse columns, and should be stored anew. */
  isOldForm: boolean;
};

/**
 * Gets the stored peaks of a recording of a length. Those of a long one come in two parts: coarse columns of all of it
 * for a first picture, and the rest when the page has time for it.
 *
 * @param onHead - told of the first of two parts
 * @returns `undefined` where nothing is stored, or not of that length
 */
export async function fetchPeaks(
  peaksUrl: string,
  durationMs: number,
  onHead: (head: PeaksHead) => void,
  signal: AbortSignal,
): Promise<FetchedPeaks | undefined> {
  const columns = columnCount(durationMs);
  const { headBytes, wholeBytes } = peaksFileSize(columns);
  if (wholeBytes <= ASKED_AT_ONCE_BYTES) return whole(await fetch(peaksUrl, { signal }));

  const first = await fetch(peaksUrl, { signal, headers: { Range: `bytes=0-${headBytes - 1}` } });
  if (first.status !== 206) return whole(first);
  const head = decodePeaksHead(await bytesOf(first));
  if (head?.columns !== columns) return whole(await fetch(peaksUrl, { signal }));
  onHead(head);
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: LATEST_REST_MS }));
  // Another window may have stored others meanwhile: then all of those come.
  const headers = { Range: `bytes=${headBytes}-`, 'If-Range': first.headers.get('ETag') ?? '' };
  const second = await fetch(peaksUrl, { signal, headers });
  if (second.status !== 206) return whole(second);
  const stored = joinPeaks(head, await bytesOf(second));
  return stored && { stored, coarse: head.coarse, isOldForm: false };

  async function whole(response: Response): Promise<FetchedPeaks | undefined> {
    if (!response.ok) return undefined;
    const bytes = await bytesOf(response);
    const stored = decodePeaks(bytes);
    if (stored?.values.length !== columns * 2) return undefined;
    return { stored, isOldForm: bytes.byteLength !== wholeBytes };
  }
}

/** @throws Error where the program does not answer; what it refuses is of no account, since it can be drawn again */
export async function storePeaks(peaksUrl: string, peaks: StoredPeaks): Promise<void> {
  await fetch(peaksUrl, { method: 'PUT', body: new Blob([encodePeaks(peaks)]) });
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

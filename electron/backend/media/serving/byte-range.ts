/** One range of a `Range` header as it was asked for; whole bytes, both ends inclusive as in the header. */
export type RangeRequest =
  | { type: 'bounded'; firstByte: number; lastByte: number }
  | { type: 'open-ended'; firstByte: number }
  | { type: 'suffix'; lengthBytes: number };

/** What part of a file answers a request: `startByte` inclusive, `endByte` exclusive. */
export type ResolvedRange =
  | { type: 'whole' }
  | { type: 'part'; startByte: number; endByte: number }
  | { type: 'unsatisfiable' };

/**
 * Reads a `Range` header (RFC 9110, section 14.2).
 *
 * @returns `undefined` where the header is to be ignored: absent, malformed, another unit, or more than one range.
 *   A server may always answer such a request with the whole file, and a wrong guess would hand out wrong bytes.
 */
export function parseRange(header: string | null | undefined): RangeRequest | undefined {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') return last === '' ? undefined : { type: 'suffix', lengthBytes: Number(last) };
  const firstByte = Number(first);
  if (last === '') return { type: 'open-ended', firstByte };
  const lastByte = Number(last);
  return comparePositions(first, last) > 0 ? undefined : { type: 'bounded', firstByte, lastByte };
}

/**
 * Fits a `Range` header to a file of `sizeBytes` bytes. Ends beyond the file are cut to it; a range that starts at or
 * beyond its end, and an empty suffix, are unsatisfiable.
 */
export function resolveRange(header: string | null | undefined, sizeBytes: number): ResolvedRange {
  const request = parseRange(header);
  if (!request) return { type: 'whole' };
  switch (request.type) {
    case 'suffix':
      if (request.lengthBytes === 0 || sizeBytes === 0) return { type: 'unsatisfiable' };
      return { type: 'part', startByte: Math.max(0, sizeBytes - request.lengthBytes), endByte: sizeBytes };
    case 'open-ended':
      if (request.firstByte >= sizeBytes) return { type: 'unsatisfiable' };
      return { type: 'part', startByte: request.firstByte, endByte: sizeBytes };
    case 'bounded':
      if (request.firstByte >= sizeBytes) return { type: 'unsatisfiable' };
      return {
        type: 'part',
        startByte: request.firstByte,
        endByte: Math.min(request.lastByte + 1, sizeBytes),
      };
  }
}

/** Compares positions as decimal text, since numbers above 2^53 would compare equal when they are not. */
function comparePositions(first: string, last: string): number {
  const a = BigInt(first);
  const b = BigInt(last);
  return a < b ? -1 : a > b ? 1 : 0;
}

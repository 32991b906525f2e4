import { vi } from 'vitest';

/** Answers for a file as the program does: ranges of it, with its length. */
export function serveSound(bytes: Uint8Array): string {
  vi.stubGlobal('fetch', async (_url: string, init: { headers?: { Range?: string } } = {}) => {
    const [start = 0, last = 0] = (init.headers?.Range ?? '').match(/\d+/g)?.map(Number) ?? [];
    const part = new Uint8Array(bytes.slice(start, last + 1));
    const end = start + part.byteLength - 1;
    const headers = { 'Content-Range': `bytes ${start}-${end}/${bytes.byteLength}` };
    return new Response(part, { status: 206, headers });
  });
  return 'http://host/media/1';
}

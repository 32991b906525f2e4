import { vi } from 'vitest';

/** Answers for a file as the program does: its length, and ranges of it. */
export function serveSound(bytes: Uint8Array): string {
  vi.stubGlobal(
    'fetch',
    async (_url: string, init: { method?: string; headers?: { Range?: string } } = {}) => {
      if (init.method === 'HEAD')
        return new Response(null, { headers: { 'Content-Length': String(bytes.byteLength) } });
      const [start = 0, last = 0] = (init.headers?.Range ?? '').match(/\d+/g)?.map(Number) ?? [];
      return new Response(new Uint8Array(bytes.slice(start, last + 1)), { status: 206 });
    },
  );
  return 'http://host/media/1';
}

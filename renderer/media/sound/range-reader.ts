/** What is read at once where little is asked for: the small parts of a file lie beside each other. */
const LEAST_BYTES = 64 << 10;

/** Reads parts of a file of the program. */
export class RangeReader {
  #held: { start: number; bytes: Uint8Array<ArrayBuffer> } | undefined;

  private constructor(
    private readonly url: string,
    readonly sizeBytes: number,
  ) {}

  /**
   * Asks for the first part and learns the length with it.
   *
   * @throws Error where there is no such file
   */
  static async open(url: string): Promise<RangeReader> {
    const response = await askFor(url, 0, LEAST_BYTES);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const size = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1]);
    if (response.status !== 206 || !Number.isSafeInteger(size))
      throw new Error(`The recording is not there (${response.status})`);
    const reader = new RangeReader(url, size);
    reader.#held = { start: 0, bytes };
    return reader;
  }

  /** The bytes from `start` up to `end`, or up to the end of the file. */
  async read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const last = Math.min(end, this.sizeBytes);
    if (start >= last) return new Uint8Array(0);
    const held = this.#held;
    if (held && start >= held.start && last <= held.start + held.bytes.byteLength) {
      return held.bytes.slice(start - held.start, last - held.start);
    }
    if (last - start >= LEAST_BYTES) return this.#fetch(start, last);
    const bytes = await this.#fetch(start, Math.min(start + LEAST_BYTES, this.sizeBytes));
    this.#held = { start, bytes };
    return bytes.slice(0, last - start);
  }

  async #fetch(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const response = await askFor(this.url, start, end);
    if (response.status !== 206) throw new Error(`The recording cannot be read (${response.status})`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.byteLength !== end - start) throw new Error('The recording became shorter while it was read');
    return bytes;
  }
}

function askFor(url: string, start: number, end: number): Promise<Response> {
  return fetch(url, {
    headers: { Range: `bytes=${start}-${end - 1}` },
    // Else the browser keeps a copy of the recording among its own files.
    cache: 'no-store',
  });
}

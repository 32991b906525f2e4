import { basename, dirname } from 'node:path';
import type { z } from 'zod';
import { storageError, syncFolder } from './durable-write';
import { errorCodeOf, type FileSystem } from './file-system';

type OpenFile = Awaited<ReturnType<FileSystem['open']>>;

/** What a file of JSON lines holds. */
export type JsonLines<Value> = {
  /** One value a line, in order; `undefined` stands for a line that is not whole or not of the schema. */
  lines: (Value | undefined)[];
  /** Whether the file ends in the middle of a line: that line was never acknowledged, and is not among `lines`. */
  torn: boolean;
};

/**
 * A file that only grows: one JSON line a value, on the disk before it is acknowledged. Appending costs the same
 * however large the file is. A crash can tear its last line only.
 */
export class JsonLinesFile<Schema extends z.ZodType> {
  #file: OpenFile | undefined;

  constructor(
    private readonly fileSystem: FileSystem,
    readonly path: string,
    private readonly schema: Schema,
  ) {}

  /** Every line of the file; none where there is no file. */
  async readLines(): Promise<JsonLines<z.output<Schema>>> {
    let text: string;
    try {
      text = await this.fileSystem.readFile(this.path, 'utf8');
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return { lines: [], torn: false };
      throw error;
    }
    const lines = text.split('\n');
    const rest = lines.pop();
    return { lines: lines.map((line) => this.#parseLine(line)), torn: rest !== '' };
  }

  /**
   * Appends values; when it resolves they survive a power cut.
   *
   * @param options - `afterTornLine` begins a new line first, which leaves a torn one behind as a line that reads as
   *   `undefined`
   * @throws UserError `storage` when the disk refuses; the file may then end in a torn line
   */
  async append(
    values: readonly z.output<Schema>[],
    { afterTornLine = false }: { afterTornLine?: boolean } = {},
  ): Promise<void> {
    try {
      if (!this.#file) {
        this.#file = await this.fileSystem.open(this.path, 'a');
        await syncFolder(this.fileSystem, dirname(this.path));
      }
      const text = values.map((value) => `${JSON.stringify(value)}\n`).join('');
      await this.#file.appendFile(afterTornLine ? `\n${text}` : text);
      await this.#file.datasync();
    } catch (error) {
      throw storageError(error, this.path);
    }
  }

  /** Keeps a file that cannot be used under another name, which it returns. */
  async moveAside(now: Date): Promise<string> {
    await this.close();
    const aside = `${this.path}.corrupt-${now.toISOString().replaceAll(':', '-')}`;
    await this.fileSystem.rename(this.path, aside);
    return basename(aside);
  }

  /** Removes the file, once nothing in it is needed any more. */
  async clear(): Promise<void> {
    await this.close();
    await this.fileSystem.rm(this.path, { force: true });
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  #parseLine(line: string): z.output<Schema> | undefined {
    try {
      return this.schema.parse(JSON.parse(line));
    } catch {
      return undefined;
    }
  }
}

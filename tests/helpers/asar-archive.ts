import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const fileSchema = z.object({
  size: z.number(),
  offset: z.string().optional(),
  unpacked: z.boolean().optional(),
  integrity: z.object({ algorithm: z.literal('SHA256'), hash: z.string() }).optional(),
});
type Folder = { files: Record<string, Folder | z.infer<typeof fileSchema>> };
const folderSchema: z.ZodType<Folder> = z.object({
  files: z.record(z.string(), z.union([z.lazy(() => folderSchema), fileSchema])),
});

export type ArchivedFile = { name: string; content: Buffer; hash: string | undefined; isUnpacked: boolean };

/** Every file of an asar archive, with what its header says of it. */
export async function readAsar(path: string): Promise<ArchivedFile[]> {
  const archive = await readFile(path);
  // Two length-prefixed records: the size of the header's record, then the header as a text with its length.
  const headerLength = archive.readUInt32LE(12);
  const contentStart = 8 + archive.readUInt32LE(4);
  const header = folderSchema.parse(JSON.parse(archive.toString('utf8', 16, 16 + headerLength)));

  function collect(folder: Folder, prefix: string): ArchivedFile[] {
    return Object.entries(folder.files).flatMap(([name, node]) => {
      if ('files' in node) return collect(node, `${prefix}${name}/`);
      const start = contentStart + Number(node.offset ?? 0);
      return {
        name: prefix + name,
        content: archive.subarray(start, start + node.size),
        hash: node.integrity?.hash,
        isUnpacked: node.unpacked === true,
      };
    });
  }
  return collect(header, '');
}

/** Writes the files of an archive into a folder. */
export async function extractAsar(files: readonly ArchivedFile[], folder: string): Promise<void> {
  for (const { name, content } of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

export function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

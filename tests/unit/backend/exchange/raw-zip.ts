import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip that is written byte by byte, so that every part of it can lie. */
export type RawEntry = {
  name: string;
  content: Buffer;
  compress?: boolean;
  /** Name in the entry itself, where it differs from the table of contents. */
  localName?: string;
  /** Sizes in the table of contents, where they are not the true ones. */
  declaredSize?: number;
  declaredPackedSize?: number;
  method?: number;
  flags?: number;
  /** Unix mode, in the upper half of the external attributes. */
  mode?: number;
  /** Where the table says the entry starts, where that is not true. */
  declaredOffset?: number;
  extra?: Buffer;
};

/** Writes a zip exactly as told. */
export function buildZip(
  entries: readonly RawEntry[],
  options: { entryCount?: number; prefix?: Buffer } = {},
): Buffer {
  const parts: Buffer[] = [options.prefix ?? Buffer.alloc(0)];
  const table: Buffer[] = [];
  let offset = parts[0]?.byteLength ?? 0;
  for (const entry of entries) {
    const packed = entry.compress ? deflateRawSync(entry.content) : entry.content;
    const name = Buffer.from(entry.name);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const extra = entry.extra ?? Buffer.alloc(0);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.flags ?? 0x800, 2);
    fields.writeUInt16LE(entry.method ?? (entry.compress ? 8 : 0), 4);
    fields.writeUInt32LE(crc32(entry.content), 10);
    fields.writeUInt32LE(entry.declaredPackedSize ?? packed.byteLength, 14);
    fields.writeUInt32LE(entry.declaredSize ?? entry.content.byteLength, 18);
    fields.writeUInt16LE(localName.byteLength, 22);
    parts.push(signature(0x04034b50), fields, localName, packed);

    const line = Buffer.alloc(42);
    line.writeUInt16LE(0x031e, 0);
    fields.copy(line, 2, 0, 22);
    line.writeUInt16LE(name.byteLength, 24);
    line.writeUInt16LE(extra.byteLength, 26);
    line.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 34);
    line.writeUInt32LE(entry.declaredOffset ?? offset, 38);
    table.push(signature(0x02014b50), line, name, extra);
    offset += 30 + localName.byteLength + packed.byteLength;
  }
  const tableBytes = Buffer.concat(table);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(options.entryCount ?? entries.length, 4);
  end.writeUInt16LE(options.entryCount ?? entries.length, 6);
  end.writeUInt32LE(tableBytes.byteLength, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, tableBytes, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

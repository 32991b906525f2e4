/** Names that Windows keeps for devices, with or without an extension. */
const RESERVED_NAMES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** Bytes of UTF-8 that a file name may have on every system, less what is added to it. */
const MAXIMUM_STEM_BYTES = 180;

/**
 * A file name that every system takes, made of a title: without the characters that one of them forbids, and short
 * enough, cut between characters.
 */
export function exportFileName(title: string, extension: string): string {
  const cleaned = title
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[<>:"/\\|?*]/g, '-')
    .replace(/\s+/g, ' ');
  let stem = '';
  for (const { segment } of new Intl.Segmenter().segment(cleaned)) {
    if (Buffer.byteLength(stem + segment) > MAXIMUM_STEM_BYTES) break;
    stem += segment;
  }
  stem = stem.replace(/^[\s.]+|[\s.]+$/g, '');
  if (stem === '' || RESERVED_NAMES.test(stem)) stem = `session ${stem}`.trim();
  return `${stem}${extension}`;
}

/** The header that makes a browser save an answer under a name (RFC 6266, RFC 5987). */
export function attachmentHeader(fileName: string): string {
  const plain = fileName
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '_')
    .replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

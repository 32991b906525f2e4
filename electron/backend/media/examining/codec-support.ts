/** Codecs that Chromium decodes, by mediabunny's name for them; tried with a real player. */
const PLAYABLE_CODECS: ReadonlySet<string> = new Set([
  'aac',
  'mp3',
  'opus',
  'vorbis',
  'flac',
  'pcm-u8',
  'pcm-s16',
  'pcm-s16be',
  'pcm-s24',
  'pcm-s24be',
  'pcm-s32',
  'pcm-f32',
  'ulaw',
  'alaw',
  'avc',
  'vp8',
  'vp9',
  'av1',
]);

/** Whether the player can decode a codec. */
export function isPlayableCodec(codec: string): boolean {
  return PLAYABLE_CODECS.has(codec);
}

/** What a person would call a file that is no recording for us, with its article, by the type its content has. */
export function contentLabel(type: { ext: string; mime: string }): string {
  const known = CONTENT_LABELS[type.ext];
  if (known !== undefined) return known;
  const format = type.ext.toUpperCase();
  if (type.mime.startsWith('image/')) return `a picture (${format})`;
  if (type.mime.startsWith('audio/')) return `audio in the format ${format}`;
  if (type.mime.startsWith('video/')) return `video in the format ${format}`;
  if (type.mime.startsWith('font/')) return 'a font';
  if (type.mime.startsWith('text/')) return 'a text';
  return `a file of the type ${format}`;
}

const CONTENT_LABELS: Readonly<Record<string, string>> = {
  aif: 'AIFF audio',
  asf: 'Windows Media (WMA or WMV)',
  wma: 'Windows Media Audio (WMA)',
  wmv: 'Windows Media Video (WMV)',
  ac3: 'Dolby Digital (AC-3) audio',
  amr: 'AMR audio',
  ape: 'Monkey’s Audio',
  caf: 'Core Audio (CAF)',
  dsf: 'DSD audio',
  wv: 'WavPack audio',
  mid: 'a MIDI file, which holds notes and no sound',
  avi: 'AVI video',
  flv: 'Flash video',
  mts: 'an MPEG transport stream',
  mpg: 'MPEG program video',
  pdf: 'a PDF document',
  zip: 'a ZIP archive',
  gz: 'a compressed archive (GZ)',
  '7z': 'a compressed archive (7z)',
  rar: 'a compressed archive (RAR)',
  docx: 'a Word document',
  xlsx: 'an Excel workbook',
  pptx: 'a PowerPoint presentation',
  odt: 'an OpenDocument text',
  xml: 'an XML document',
  exe: 'a program',
  elf: 'a program',
};

/** Whether a type that we cannot play is at least sound or film, so that converting it helps. */
export function isConvertible(type: { ext: string; mime: string }): boolean {
  return /^(audio|video)\//.test(type.mime) && type.ext !== 'mid';
}

/** The way out of every refusal of a format. */
export const CONVERT_HINT = 'Export it as M4A (AAC), MP3 or WAV and add that file.';

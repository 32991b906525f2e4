/** Names that people know, by mediabunny's or ffmpeg's codec or by the container's own code for it. */
const CODEC_LABELS: Readonly<Record<string, string>> = {
  alac: 'Apple Lossless (ALAC)',
  A_ALAC: 'Apple Lossless (ALAC)',
  ac3: 'Dolby Digital (AC-3)',
  'ac-3': 'Dolby Digital (AC-3)',
  A_AC3: 'Dolby Digital (AC-3)',
  eac3: 'Dolby Digital Plus (E-AC-3)',
  'ec-3': 'Dolby Digital Plus (E-AC-3)',
  A_EAC3: 'Dolby Digital Plus (E-AC-3)',
  'ac-4': 'Dolby AC-4',
  dts: 'DTS',
  A_DTS: 'DTS',
  'A_MS/ACM': 'a Windows codec (ACM)',
  samr: 'AMR',
  sawb: 'AMR-WB',
  QDM2: 'QDesign Music',
  'pcm-f64': '64-bit floating-point PCM',
  'pcm-f64be': '64-bit floating-point PCM',
  opus: 'Opus',
  vorbis: 'Vorbis',
  avc: 'H.264',
  h264: 'H.264',
  hevc: 'HEVC (H.265)',
  hvc1: 'HEVC (H.265)',
  prores: 'Apple ProRes',
  mp4v: 'MPEG-4 Visual',
  jpeg: 'Motion JPEG',
};

/**
 * What to call a codec. Never empty.
 *
 * @param codec - mediabunny's or ffmpeg's name, `null` where it knows none
 * @param internalId - the container's own code for it
 */
export function codecLabel(codec: string | null, internalId: string | number | null): string {
  if (codec !== null && /^pcm[-_]/.test(codec) && !(codec in CODEC_LABELS)) return 'PCM';
  if (codec !== null) return CODEC_LABELS[codec] ?? codec.toUpperCase();
  if (typeof internalId === 'string') return CODEC_LABELS[internalId.trim()] ?? `“${internalId.trim()}”`;
  return 'an unknown codec';
}

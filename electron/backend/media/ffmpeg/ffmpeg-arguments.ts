// Runs in the media thread too, see media-thread-worker.ts.

/**
 * Formats that ffmpeg may read: files that hold what they play. None that names other files or addresses, such as play
 * lists (hls, dash, concat), numbered pictures, or scripts: whoever sent such a file would choose what is read.
 */
const READABLE_FORMATS = [
  ...['aac', 'ac3', 'aiff', 'amr', 'ape', 'asf', 'au', 'avi', 'caf', 'dsf', 'dts', 'eac3', 'flac', 'flv'],
  ...['matroska', 'mov', 'mp3', 'mpeg', 'mpegts', 'ogg', 'tta', 'w64', 'wav', 'wv'],
];

/** What every run begins with: no question at a terminal, and of what it has to say, errors alone. */
export const QUIET = ['-hide_banner', '-nostdin', '-loglevel', 'error'] as const;

/**
 * The words by which ffmpeg opens one file and nothing else. `file:` stands before the path, so that no name is taken for
 * an option, an address or a pattern; what the file's content leads to is limited to files by the protocols, and to
 * nothing by the formats.
 *
 * @param path - absolute
 */
export function inputOf(path: string): string[] {
  const formats = READABLE_FORMATS.join(',');
  return ['-protocol_whitelist', 'file,pipe', '-format_whitelist', formats, '-i', `file:${path}`];
}

/** What ffmpeg gets of this program's environment: some of its variables make it write files or load others. */
export function environmentForFfmpeg(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = [
    'PATH',
    'Path',
    'HOME',
    'USERPROFILE',
    'SystemRoot',
    'windir',
    'TEMP',
    'TMP',
    'TMPDIR',
    'LANG',
  ];
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

import { parseArgs } from 'node:util';

export type BrowserHostArguments = {
  /** As typed; `undefined` for the default. */
  library: string | undefined;
  /** Where an ffmpeg lies that is to be used, as typed. */
  ffmpeg: string | undefined;
  /** 0 lets the system choose. */
  port: number;
  opensBrowser: boolean;
  /** Whether the library is opened for reading only, beside another Concordance that has it. */
  readsOnly: boolean;
  wants: 'run' | 'help' | 'version';
};

/** A mistake on the command line; the message is for the person who typed it. */
export class ArgumentError extends Error {
  override name = 'ArgumentError';
}

export const HELP = `Usage: npm start -- [options]

  --library <folder>   the library to open; made when it is not there
  --port <number>      the port to listen on (default: any free one)
  --ffmpeg <file>      the ffmpeg that is used, where the settings allow one
                       (default: the one on the path)
  --no-open            print the address, do not open the browser
  --read-only          read the library without changing it, while another
                       Concordance has it
  --version            print the version
  --help               print this text

The environment variable CONCORDANCE_LIBRARY names the library too; --library wins.
`;

/** Reads the browser host's command line. Throws an ArgumentError for what it does not understand. */
export function readArguments(commandLine: readonly string[]): BrowserHostArguments {
  const values = parseStrictly(commandLine);
  return {
    library: values.library,
    ffmpeg: values.ffmpeg,
    port: readPort(values.port),
    opensBrowser: !values['no-open'],
    readsOnly: values['read-only'],
    wants: values.help ? 'help' : values.version ? 'version' : 'run',
  };
}

function parseStrictly(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      options: {
        library: { type: 'string' },
        ffmpeg: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        'read-only': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 0 && port <= 65_535)) {
    throw new ArgumentError(`"${text}" is not a port. Use a number from 1 to 65535, or 0 for any free one.`);
  }
  return port;
}

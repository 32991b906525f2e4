import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { KeyVault } from '../../backend/identity/key-vault';
import { storageError, syncFolder, writeDurably } from '../../backend/library/durable-write';
import { errorCodeOf, type FileSystem, nodeFileSystem } from '../../backend/library/file-system';
import { UserError } from '../../backend/user-error';

/** The environment variable that names the folder of private keys for both hosts. */
export const KEYS_VARIABLE = 'CONCORDANCE_KEYS';

/** Begins the content of a key file that was encrypted by the system's key storage, which only the desktop host asks. */
export const SYSTEM_PREFIX = 'system-encrypted:';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;
const OTHERS_BITS = 0o077;

type Surroundings = { environment: NodeJS.ProcessEnv; platform: NodeJS.Platform; home: string };

/**
 * The folder in which private keys lie.
 *
 * @throws UserError where it was chosen inside the library, which may be synced and shared
 */
export function chooseKeyFolder(
  libraryFolder: string,
  surroundings: Surroundings = { environment: process.env, platform: process.platform, home: homedir() },
): string {
  const folder = resolve(surroundings.environment[KEYS_VARIABLE] || defaultKeyFolder(surroundings));
  const fromLibrary = relative(resolve(libraryFolder), folder);
  if (!fromLibrary.startsWith('..') && !isAbsolute(fromLibrary)) {
    throw new UserError(
      'bad-request',
      `Private keys must not lie inside the library, which may be synced or shared: ${folder}. Choose another folder with ${KEYS_VARIABLE}.`,
    );
  }
  return folder;
}

/** Where programs keep what belongs to one account of one machine. */
function defaultKeyFolder({ environment, platform, home }: Surroundings): string {
  switch (platform) {
    case 'win32':
      return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), 'Concordance', 'keys');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Concordance', 'keys');
    default:
      return join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'concordance', 'keys');
  }
}

/** One file a profile in a folder, each readable by its account alone from the moment it is there. */
export class KeyFolder {
  constructor(
    readonly path: string,
    private readonly fileSystem: FileSystem = nodeFileSystem,
  ) {}

  /**
   * The content of a profile's file; `undefined` where there is none.
   *
   * @throws UserError `storage` where other accounts could read it
   */
  async read(profileId: string): Promise<string | undefined> {
    const file = this.#file(profileId);
    try {
      await this.#expectPrivate(this.path);
      await this.#expectPrivate(file);
      return await this.fileSystem.readFile(file, 'utf8');
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return undefined;
      if (error instanceof UserError) throw error;
      throw new UserError('storage', `Your private keys could not be read: ${file}.`, { cause: error });
    }
  }

  /**
   * Replaces the content of a profile's file in one step.
   *
   * @param keepBackup - whether the content before stays beside it as `.bak`
   */
  async write(profileId: string, content: string, { keepBackup }: { keepBackup: boolean }): Promise<void> {
    const file = this.#file(profileId);
    try {
      await this.#makeFolder();
    } catch (error) {
      throw storageError(error, this.path);
    }
    await this.#expectPrivate(this.path);
    await writeDurably(this.fileSystem, file, content, { keepBackup, mode: OWNER_ONLY_FILE });
  }

  #file(profileId: string): string {
    return join(this.path, `${profileId}.key`);
  }

  async #makeFolder(): Promise<void> {
    const topmost = await this.fileSystem.mkdir(this.path, { recursive: true, mode: OWNER_ONLY_FOLDER });
    if (topmost === undefined) return;
    // Each new folder is an entry of the one above, which must be on the disk too before keys count as kept.
    for (let folder = this.path; ; folder = dirname(folder)) {
      await syncFolder(this.fileSystem, dirname(folder));
      if (folder === topmost || folder === dirname(folder)) return;
    }
  }

  /** Windows keeps the folders of an account to that account; its modes say nothing. */
  async #expectPrivate(path: string): Promise<void> {
    if (process.platform === 'win32') return;
    const { mode, uid } = await this.fileSystem.stat(path);
    if (uid !== process.getuid?.()) {
      throw new UserError(
        'storage',
        `Your private keys lie in a place that belongs to another account: ${path}. Nothing was read or written.`,
      );
    }
    if ((mode & OTHERS_BITS) !== 0) {
      const right = path === this.path ? '700' : '600';
      throw new UserError(
        'storage',
        `Other accounts of this machine have access to your private keys: ${path}. Close it to them (chmod ${right}) and try again; if somebody may have read it, start with new keys.`,
      );
    }
  }
}

/** Private keys in files that only this account can read. */
export function createFileKeyVault(folder: KeyFolder): KeyVault {
  return {
    async read(profileId) {
      const content = await folder.read(profileId);
      if (content?.startsWith(SYSTEM_PREFIX)) {
        throw new UserError(
          'conflict',
          'Your keys on this machine are locked by the system’s key storage, which the desktop program alone can open. Use the desktop program, or export your keys there and import them here.',
        );
      }
      return content;
    },
    write: (profileId, secret) => folder.write(profileId, secret, { keepBackup: true }),
    protection: async () => 'file',
  };
}

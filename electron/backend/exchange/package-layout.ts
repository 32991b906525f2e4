import { idSchema } from '#shared/model/identifiers';
import { type Excerpt, MAXIMUM_EXCERPTS, type Recording } from '#shared/model/recording';

export const MANIFEST_PATH = 'manifest.json';
export const SESSION_PATH = 'session.json';
export const FRAMEWORK_PATH = 'framework.json';

/** The most bytes that a JSON entry may hold: many times a review of a thousand moments with long notes. */
export const MAXIMUM_JSON_BYTES = 20_000_000;

/** The most bytes that all JSON entries of a package may hold together. */
export const MAXIMUM_TOTAL_JSON_BYTES = 200_000_000;

/** The manifest, and as many entries as its schema allows. */
export const MAXIMUM_ENTRY_COUNT = 2_001;

export function reviewPath(reviewId: string): string {
  return `reviews/${reviewId}.json`;
}

/** Fixed but for the extension, so that no name from outside becomes part of a path on the other side. */
export function recordingPath({ originalName }: Pick<Recording, 'originalName'>): string {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(originalName)?.[1];
  return extension === undefined ? 'recording/recording' : `recording/recording.${extension.toLowerCase()}`;
}

/** Where the excerpt of a number, counted from 1, lies in a package. */
export function excerptPath(number: number, { extension }: Pick<Excerpt, 'extension'>): string {
  return `recording/excerpt-${number}.${extension}`;
}

/** What an entry is, told by its path alone; `undefined` for a path that no package has. */
export type EntryRole =
  | { type: 'manifest' | 'session' | 'framework' | 'recording' }
  | { type: 'excerpt'; number: number }
  | { type: 'review'; reviewId: string };

export function roleOfPath(path: string): EntryRole | undefined {
  switch (path) {
    case MANIFEST_PATH:
      return { type: 'manifest' };
    case SESSION_PATH:
      return { type: 'session' };
    case FRAMEWORK_PATH:
      return { type: 'framework' };
  }
  if (/^recording\/recording(\.[a-z0-9]{1,8})?$/.test(path)) return { type: 'recording' };
  const number = /^recording\/excerpt-([1-9][0-9]{0,2})\.[a-z0-9]{1,8}$/.exec(path)?.[1];
  if (number !== undefined && Number(number) <= MAXIMUM_EXCERPTS) {
    return { type: 'excerpt', number: Number(number) };
  }
  const reviewId = /^reviews\/([0-9a-f-]{36})\.json$/.exec(path)?.[1];
  return idSchema.safeParse(reviewId).success && reviewId ? { type: 'review', reviewId } : undefined;
}

/** Whether an entry holds sound or picture, of any size and stored as it is; all others are documents. */
export function isMedia(role: EntryRole | undefined): boolean {
  return role?.type === 'recording' || role?.type === 'excerpt';
}

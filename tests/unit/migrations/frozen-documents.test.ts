import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIBRARY_MIGRATIONS } from '#shared/migrations/library-migrations';
import { currentVersion, type Migration, migrate } from '#shared/migrations/migrate';
import { PROFILE_MIGRATIONS } from '#shared/migrations/profile-migrations';
import { REVIEW_DOCUMENT_MIGRATIONS } from '#shared/migrations/review-migrations';
import { SESSION_MIGRATIONS } from '#shared/migrations/session-migrations';
import { profileDocumentSchema } from '#shared/model/profile';
import { reviewDocumentSchema } from '#shared/model/review-document';
import { sessionDocumentSchema } from '#shared/model/session';
import { readPackage } from '../../../electron/backend/exchange/package-reader';
import { judgeSeal } from '../../../electron/backend/identity/seal';
import { projectFolder } from '../../helpers/ensure-built';

/**
 * One folder a schema version, its documents written by the program as it was then. They never change; a new version
 * gets a new folder.
 */
const FROZEN = join(projectFolder, 'tests/fixtures/documents');
const DOCUMENTS = [
  { file: 'session.json', schema: sessionDocumentSchema, migrations: SESSION_MIGRATIONS },
  { file: 'profile.json', schema: profileDocumentSchema, migrations: PROFILE_MIGRATIONS },
  { file: 'draft-review.json', schema: reviewDocumentSchema, migrations: REVIEW_DOCUMENT_MIGRATIONS },
  { file: 'submitted-review.json', schema: reviewDocumentSchema, migrations: REVIEW_DOCUMENT_MIGRATIONS },
];
const versions = await readdir(FROZEN);

async function readFrozen(version: string, file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(FROZEN, version, file), 'utf8'));
}

describe.each(versions)('a document of version %s', (version) => {
  it.each(DOCUMENTS)('$file opens with all that it held', async ({ file, schema, migrations }) => {
    const frozen = await readFrozen(version, file);
    const migrated = migrate(frozen, migrations);
    expect(migrated.outcome).toBe('current');
    const document = schema.parse(migrated.json);
    expect(document.schemaVersion).toBe(currentVersion(migrations));
    const { schemaVersion: _, ...held } = frozen as { schemaVersion: number };
    expect(document).toMatchObject(held);
  });

  it('keeps its seals intact', async () => {
    const frozen = await readFrozen(version, 'submitted-review.json');
    const { review } = reviewDocumentSchema.parse(migrate(frozen, REVIEW_DOCUMENT_MIGRATIONS).json);
    if (review.status !== 'submitted') throw new Error('The fixture is not submitted');
    expect(judgeSeal(review)).toBe(version === '1' ? 'unsigned' : 'signed');
  });

  it('opens as a package', async () => {
    const { manifest, session, reviews } = await readPackage(
      join(FROZEN, version, 'review.concordance'),
      'review.concordance',
    );
    expect([manifest.message, session.title, reviews.length]).toEqual([
      'With thanks',
      'One breath before the yes',
      1,
    ]);
    expect(manifest.signature === null).toBe(version === '1');
  });
});

describe('migrations', () => {
  it('rebuild the list of an older library from its folders', async () => {
    const { json } = migrate(await readFrozen('1', 'library.json'), LIBRARY_MIGRATIONS);
    expect(json).toMatchObject({ schemaVersion: 2, sessions: { count: 0 }, reviews: { count: 0 } });
  });

  it('run once each, in order, from wherever a document stands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 12 }), (steps, schemaVersion) => {
        const ran: number[] = [];
        const migrations = Array.from({ length: steps }, (_, index): Migration => {
          return (document) => {
            ran.push(index + 1);
            return document;
          };
        });
        const migrated = migrate({ schemaVersion, kept: true }, migrations);
        const expected = Array.from({ length: steps }, (_, index) => index + 1).slice(schemaVersion - 1);
        expect(ran).toEqual(schemaVersion > steps ? [] : expected);
        expect(migrated.outcome).toBe(schemaVersion > steps + 1 ? 'newer' : 'current');
        expect(migrated.json).toEqual({ schemaVersion: steps + 1, kept: true });
      }),
    );
  });

  it.each([
    [null],
    [7],
    ['text'],
    [[]],
    [{}],
    [{ schemaVersion: '1' }],
    [{ schemaVersion: 0.5 }],
    [{ schemaVersion: -1 }],
  ])('leave %j for the schema to refuse', (json) => {
    expect(migrate(json, SESSION_MIGRATIONS)).toEqual({ outcome: 'current', json });
  });
});

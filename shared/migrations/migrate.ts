/** A document as it lies on the disk, before any schema has seen it. */
export type JsonObject = { readonly [name: string]: unknown };

/**
 * One step from a schema version to the next: pure, and never changed once a release has used it. It sees the document
 * as the version before wrote it and leaves `schemaVersion` to `migrate`.
 */
export type Migration = (document: JsonObject) => JsonObject;

export type Migrated =
  | { outcome: 'current'; json: unknown }
  /** Saved by a newer program. `json` is as it was found but for its version, so that it may be read if it fits. */
  | { outcome: 'newer'; version: number; json: unknown };

/** The schema version that a list of steps leads to; documents begin with version 1. */
export function currentVersion(migrations: readonly Migration[]): number {
  return migrations.length + 1;
}

/**
 * Brings a document to the current version, one step after another. What is no document, or has no version, is returned
 * as it is: the schema says what is wrong with it.
 *
 * @param migrations - the step from version `n` stands at `n - 1`
 */
export function migrate(json: unknown, migrations: readonly Migration[]): Migrated {
  const current = currentVersion(migrations);
  if (!isJsonObject(json)) return { outcome: 'current', json };
  const { schemaVersion } = json;
  if (typeof schemaVersion !== 'number' || !Number.isInteger(schemaVersion) || schemaVersion < 1) {
    return { outcome: 'current', json };
  }
  if (schemaVersion > current) {
    return { outcome: 'newer', version: schemaVersion, json: { ...json, schemaVersion: current } };
  }
  const migrated = migrations
    .slice(schemaVersion - 1)
    .reduce(
      (document, step, index) => ({ ...step(document), schemaVersion: schemaVersion + index + 1 }),
      json,
    );
  return { outcome: 'current', json: migrated };
}

export function isJsonObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

import { isSameEntry } from '../history/review-change';
import type { Version, Versioned } from '../model/engagement';

/** The version that was agreed last. */
export function latestVersion<Terms>({ versions }: Versioned<Terms>): Version<Terms> | undefined {
  return versions.at(-1);
}

/** Whether something was changed since the last version, or nothing was agreed yet. */
export function hasUnagreedChanges<Terms>(document: Versioned<Terms>): boolean {
  const latest = latestVersion(document);
  return !latest || !isSameEntry(latest.terms, document.current);
}

/**
 * A document with what it says now kept as its next version, which waits for both sides' confirmation. As it was where
 * nothing changed since the last one.
 *
 * @param today - calendar date
 */
export function agreeOn<Terms>(document: Versioned<Terms>, today: string): Versioned<Terms> {
  if (!hasUnagreedChanges(document)) return document;
  const version: Version<Terms> = {
    number: (latestVersion(document)?.number ?? 0) + 1,
    agreedOn: today,
    terms: document.current,
    confirmedByCoachOn: null,
    confirmedByClientOn: null,
  };
  return { ...document, versions: [...document.versions, version] };
}

/** A document whose last version one side confirms on a day, or takes that back (`null`). */
export function confirmLatest<Terms>(
  document: Versioned<Terms>,
  side: 'coach' | 'client',
  on: string | null,
): Versioned<Terms> {
  const latest = latestVersion(document);
  if (!latest) return document;
  const confirmed =
    side === 'coach' ? { ...latest, confirmedByCoachOn: on } : { ...latest, confirmedByClientOn: on };
  return { ...document, versions: [...document.versions.slice(0, -1), confirmed] };
}

/** Where a document stands, in words. */
export function describeStanding<Terms>(document: Versioned<Terms>): string {
  const latest = latestVersion(document);
  if (!latest) return 'Not agreed yet';
  const { number, agreedOn, confirmedByCoachOn, confirmedByClientOn } = latest;
  const waiting = [
    ...(confirmedByCoachOn === null ? ['the coach'] : []),
    ...(confirmedByClientOn === null ? ['the client'] : []),
  ];
  const standing = `Version ${number} of ${agreedOn}, ${
    waiting.length === 0 ? 'confirmed by both' : `not confirmed yet by ${waiting.join(' and ')}`
  }`;
  return hasUnagreedChanges(document) ? `${standing}; changed since` : standing;
}

import type { KeyStanding } from '#shared/model/contact';
import type { PackageInspection } from '#shared/model/package';

/** Who signed a package, as far as it can be believed. */
export function describeSenderKey(standing: KeyStanding, name: string): string {
  switch (standing) {
    case 'own':
      return 'Signed by you';
    case 'verified':
      return `Signed by ${name}, whose key you have compared`;
    case 'known':
      return `Signed by ${name} with the key you know, which you have not compared yet`;
    case 'unknown':
      return `Signed by ${name}, whom you have not met here before`;
    case 'changed':
      return `Signed with another key than the one you know of ${name}`;
    case 'unsigned':
      return `Not signed: anyone could have made it in the name of ${name}`;
  }
}

/** Who sealed a review of a package, in a few words. */
export function describeAuthorKey({ authorKey }: PackageInspection['reviews'][number]): string {
  switch (authorKey) {
    case 'own':
      return 'signed by you';
    case 'verified':
    case 'known':
      return 'signed';
    case 'unknown':
      return 'signed, by someone you have not met here before';
    case 'changed':
      return 'signed with another key than the one you know';
    case 'unsigned':
      return 'not signed';
  }
}

/** What may be wrong with a package that needs to be confirmed, one sentence a person. */
export function describeKeyWarnings({ manifest, senderKey, reviews }: PackageInspection): string[] {
  const { sender } = manifest;
  const warnings: string[] = [];
  if (senderKey === 'changed') {
    warnings.push(
      `This package says that it is from ${sender.name}, but it is signed with another key than the one you know. ${sender.name} may have a new key, or someone else may be using the name.`,
    );
  } else if (senderKey === 'unsigned') {
    warnings.push(
      `This package says that it is from ${sender.name}, whose key you know, but it is not signed. An old version of Concordance may have made it, or someone else.`,
    );
  }
  const names = reviews
    .filter(({ authorKey, reviewer }) => {
      const isToldAlready = senderKey === 'changed' && reviewer.profileId === sender.profileId;
      return authorKey === 'changed' && !isToldAlready;
    })
    .map(({ reviewer }) => reviewer.name);
  for (const name of new Set(names)) {
    warnings.push(`The review by ${name} is signed with another key than the one you know of ${name}.`);
  }
  return warnings;
}

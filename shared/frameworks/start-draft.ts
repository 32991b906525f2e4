import { codesOf, type Framework, type FrameworkReference, isSameReference } from '../model/framework';
import type { DraftContent } from '../model/framework-draft';

const MAXIMUM_CROSSWALKS = 20;
const MAXIMUM_LINES = 20_000;

/** A framework from nothing, with one of each part to fill in. */
export function draftFromNothing(
  title: string,
  isTaken: (reference: FrameworkReference) => boolean,
): DraftContent {
  const base = asFrameworkId(title);
  let id = base;
  for (let number = 2; isTaken({ id, edition: '1' }); number += 1) id = `${base.slice(0, 76)}-${number}`;
  return {
    schemaVersion: 1,
    id,
    edition: '1',
    language: 'en',
    title,
    description: '',
    sourceNote:
      'Our own wording. Developmental use only, not an assessment; not affiliated with or endorsed by any credentialing body.',
    scales: [
      {
        id: 'scale-1',
        title: 'How far it was there',
        values: ['Starting', 'Developing', 'Dependable', 'Natural'].map((label) => ({
          id: label.toLowerCase(),
          label,
          anchor: '',
        })),
      },
    ],
    kinds: [],
    domains: [
      {
        id: 'D1',
        title: 'First domain',
        description: '',
        competencies: [
          {
            code: '1',
            title: 'First competency',
            definition: '',
            scaleId: 'scale-1',
            marking: 'in-degrees',
            borrowed: [],
            kinds: [],
            indicators: [],
          },
        ],
      },
    ],
    crosswalks: [],
  };
}

/** A copy under a name of its own, or the next edition under the same name; either way with the way back to its original. */
export function draftFrom(
  framework: Framework,
  as: 'duplicate' | 'edition',
  isTaken: (reference: FrameworkReference) => boolean,
): DraftContent {
  const name = as === 'edition' ? nextEdition(framework, isTaken) : copyName(framework, isTaken);
  const here = { id: framework.id, edition: framework.edition };
  const codes = codesOf(framework);
  const others = framework.crosswalks.filter(({ to }) => !isSameReference(to, name));
  const hasRoom = others.length < MAXIMUM_CROSSWALKS && codes.length > 0 && codes.length <= MAXIMUM_LINES;
  return {
    ...framework,
    ...name,
    ...(as === 'duplicate' && { title: `${framework.title} (copy)`.slice(0, 300) }),
    crosswalks: [
      ...(hasRoom
        ? [
            {
              to: here,
              lines: codes.map((code) => ({ from: code, to: [code], relation: 'same' as const, note: '' })),
            },
          ]
        : []),
      ...others,
    ],
  };
}

/** A name for a framework, made of its title; the other one given where the title has no letter for it. */
export function asFrameworkId(title: string, otherwise = 'framework'): string {
  const id = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 70)
    .replace(/-$/, '');
  return id === '' ? otherwise : id;
}

function copyName(
  { id }: FrameworkReference,
  isTaken: (reference: FrameworkReference) => boolean,
): FrameworkReference {
  const stem = `${id.slice(0, 70)}-copy`;
  let name = { id: stem, edition: '1' };
  for (let number = 2; isTaken(name); number += 1) name = { id: `${stem}-${number}`, edition: '1' };
  return name;
}

/** The edition after this one: `1` is followed by `2`, `2025` by `2025.1`, `2025.1` by `2025.2`. */
function nextEdition(
  { id, edition }: FrameworkReference,
  isTaken: (reference: FrameworkReference) => boolean,
): FrameworkReference {
  const counted = /^(|.*\.)(\d{1,3})$/.exec(edition);
  const stem = counted ? (counted[1] ?? '') : `${edition.slice(0, 16)}.`;
  let number = counted ? Number(counted[2]) + 1 : 1;
  while (isTaken({ id, edition: `${stem}${number}` })) number += 1;
  return { id, edition: `${stem}${number}` };
}

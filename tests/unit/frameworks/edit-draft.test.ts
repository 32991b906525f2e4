import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addPart,
  changeCompetency,
  changeIndicator,
  type DraftPlace,
  draftCodes,
  movePart,
  removePart,
} from '#shared/frameworks/edit-draft';
import { finishedContent } from '#shared/frameworks/finish-draft';
import { draftFrom, draftFromNothing } from '#shared/frameworks/start-draft';
import { codesOf, competenciesOf, type Framework, frameworkSchema } from '#shared/model/framework';
import { type DraftContent, draftContentSchema } from '#shared/model/framework-draft';
import { crosswalkBetween, newSince } from '#shared/scoring/crosswalk';
import { SHIPPED, shipped } from '../resources/shipped-frameworks';
import { FRAMEWORK } from '../scoring/contents';
import { anyFramework } from './random-frameworks';

const free = () => false;

function finish(content: DraftContent, base: Framework): Framework {
  return frameworkSchema.parse(finishedContent(content, base));
}

describe('a draft', () => {
  it('from nothing is a framework once its parts have names', () => {
    const content = draftFromNothing('Été & co: what we look for', ({ id }) => id.length < 24);
    expect(content.id).toBe('ete-co-what-we-look-for-2');
    expect(frameworkSchema.parse(content)).toMatchObject({
      edition: '1',
      title: 'Été & co: what we look for',
    });
  });

  it.each(SHIPPED)('as a copy of $id@$edition is finished as it is, with the way back', (base) => {
    const copy = finish(draftFrom(base, 'duplicate', free), base);
    expect(copy).toMatchObject({ id: `${base.id}-copy`, edition: '1', domains: base.domains });
    expect(crosswalkBetween(copy, base)?.lines.every(({ relation }) => relation === 'same')).toBe(true);
    expect(newSince(copy, base)).toEqual([]);
  });

  it.each([
    ['1', '2'],
    ['9', '10'],
    ['2025', '2025.1'],
    ['2025.1', '2025.2'],
    ['v1-beta', 'v1-beta.1'],
  ])('after edition %s is edition %s', (edition, next) => {
    const content = draftFrom({ ...FRAMEWORK, edition }, 'edition', free);
    expect([content.id, content.edition]).toEqual(['small', next]);
  });

  it('of an edition that is taken is the one after that', () => {
    expect(draftFrom(FRAMEWORK, 'edition', ({ edition }) => edition === '2').edition).toBe('3');
  });

  it('may be saved with codes used twice and texts missing', () => {
    const content = draftFrom(FRAMEWORK, 'duplicate', free);
    const place = { domain: 0, competency: 0, indicator: 0 };
    const odd = changeIndicator(content, place, { code: 'A.2', text: '' });
    expect(draftContentSchema.parse(odd)).toEqual(odd);
    expect(frameworkSchema.safeParse(odd).success).toBe(false);
  });
});

describe('a change of a code', () => {
  const base = frameworkSchema.parse({
    ...FRAMEWORK,
    domains: FRAMEWORK.domains.map((domain) => ({
      ...domain,
      competencies: domain.competencies.map((each) =>
        each.code === 'B' ? { ...each, borrowed: ['A.1'] } : each,
      ),
    })),
  });
  const content = draftFrom(base, 'edition', free);
  const place = { domain: 0, competency: 0, indicator: 0 };

  it('is followed by what borrows it and by where it came from', () => {
    const after = finish(changeIndicator(content, place, { code: 'Z.1' }), base);
    expect(competenciesOf(after)[1]?.borrowed).toEqual(['Z.1']);
    expect(crosswalkBetween(after, base)?.lines.find(({ from }) => from === 'Z.1')).toMatchObject({
      to: ['A.1'],
      relation: 'moved',
    });
  });

  it('is not followed while it is used twice, and nothing is lost by it', () => {
    const twice = changeIndicator(content, place, { code: 'A.2' });
    const after = finish(changeIndicator(twice, place, { code: 'A.1' }), base);
    expect(competenciesOf(after)[1]?.borrowed).toEqual(['A.1']);
    expect(codesOf(after)).toEqual(codesOf(base));
  });

  it('of a competency leaves its indicators', () => {
    const after = finish(changeCompetency(content, { domain: 0, competency: 0 }, { code: 'Q' }), base);
    expect(codesOf(after)).toEqual(['Q', 'A.1', 'A.2', 'B', 'B.1']);
  });
});

describe('a finished new edition', () => {
  it('says what is new, what is reworded and what went', () => {
    const place = { domain: 0, competency: 0 };
    let content = draftFrom(FRAMEWORK, 'edition', free);
    content = changeIndicator(content, { ...place, indicator: 0 }, { text: 'Asks the client' });
    const added = addPart(content, { type: 'indicator', place: { ...place, indicator: 0 } });
    expect(added.place).toEqual({ ...place, indicator: 1 });
    content = changeIndicator(added.content, { ...place, indicator: 1 }, { text: 'Waits' });
    content = removePart(content, { domain: 0, competency: 1, indicator: 0 });
    const after = finish(content, FRAMEWORK);
    expect(codesOf(after)).toEqual(['A', 'A.1', 'A.3', 'A.2', 'B']);
    expect(competenciesOf(after)[0]?.indicators.map(({ since }) => since?.change)).toEqual([
      'reworded',
      'new',
      undefined,
    ]);
    expect(newSince(after, FRAMEWORK)).toEqual(['A.3']);
    expect(crosswalkBetween(FRAMEWORK, after)?.lines.find(({ from }) => from === 'B.1')).toMatchObject({
      relation: 'dropped',
    });
  });

  it('of a shipped one with a crosswalk of its own keeps that', () => {
    const base = shipped('core-competencies@2025');
    const content = removePart(draftFrom(base, 'duplicate', free), { domain: 0 });
    const copy = finish(content, base);
    const other = crosswalkBetween(copy, shipped('core-competencies@2019'));
    expect(other?.lines.map(({ from }) => from)).not.toContain('1.01');
    expect(other?.lines.map(({ from }) => from)).toContain('3.06');
  });
});

type Move =
  | { type: 'add'; what: 'domain' | 'competency' | 'indicator' }
  | { type: 'remove' }
  | { type: 'move'; by: -1 | 1 }
  | { type: 'rename'; code: string };

const anyMove: fc.Arbitrary<{ at: number; move: Move }> = fc.record({
  at: fc.nat(200),
  move: fc.oneof(
    fc.record({
      type: fc.constant('add' as const),
      what: fc.constantFrom('domain', 'competency', 'indicator'),
    }),
    fc.constant({ type: 'remove' as const }),
    fc.record({ type: fc.constant('move' as const), by: fc.constantFrom(-1 as const, 1 as const) }),
    fc.record({
      type: fc.constant('rename' as const),
      code: fc.constantFrom('1', '2', '1.1', '2.1', 'X', 'Y'),
    }),
  ),
});

function placesOf({ domains }: DraftContent): DraftPlace[] {
  return domains.flatMap(({ competencies }, domain) => [
    { domain },
    ...competencies.flatMap(({ indicators }, competency) => [
      { domain, competency },
      ...indicators.map((_, indicator) => ({ domain, competency, indicator })),
    ]),
  ]);
}

function apply(content: DraftContent, at: number, move: Move): DraftContent {
  const places = placesOf(content);
  const place = places[at % places.length];
  if (!place) return addPart(content, { type: 'domain' }).content;
  const { domain, competency, indicator } = place;
  switch (move.type) {
    case 'remove':
      return removePart(content, place);
    case 'move':
      return movePart(content, place, move.by).content;
    case 'rename':
      if (competency === undefined) return content;
      return indicator === undefined
        ? changeCompetency(content, { domain, competency }, { code: move.code })
        : changeIndicator(content, { domain, competency, indicator }, { code: move.code });
    case 'add':
      if (move.what === 'indicator' && competency !== undefined) {
        return addPart(content, {
          type: 'indicator',
          place: { domain, competency, ...(indicator !== undefined && { indicator }) } as never,
        }).content;
      }
      return addPart(content, move.what === 'domain' ? { type: 'domain' } : { type: 'competency', domain })
        .content;
  }
}

describe('whatever is done to a draft', () => {
  it('can be saved, and names nothing that is not there while its codes are clear', {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(anyFramework(), fc.array(anyMove, { maxLength: 12 }), (base, moves) => {
        let content = draftFrom(base, 'edition', free);
        let wasClear = true;
        for (const { at, move } of moves) {
          const before = draftCodes(content).length;
          content = apply(content, at, move);
          const codes = draftCodes(content);
          if (move.type === 'move' || move.type === 'rename') expect(codes).toHaveLength(before);
          wasClear &&= new Set(codes).size === codes.length;
        }
        expect(draftContentSchema.parse(content)).toEqual(content);
        if (!wasClear) return;
        const known = new Set(draftCodes(content));
        const named = [
          ...content.crosswalks.flatMap(({ lines }) => lines.map(({ from }) => from)),
          ...content.domains.flatMap(({ competencies }) => competencies.flatMap(({ borrowed }) => borrowed)),
        ];
        expect(named.filter((code) => !known.has(code))).toEqual([]);
        // What only the names of parts keep from being one is a framework, joined to the one before.
        const finished = finishedContent(content, base);
        const parsed = frameworkSchema.safeParse(finished);
        if (parsed.success) {
          const back = crosswalkBetween(parsed.data, base);
          for (const { from, to } of back?.lines ?? []) {
            expect(known.has(from)).toBe(true);
            expect(to.every((code) => codesOf(base).includes(code))).toBe(true);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

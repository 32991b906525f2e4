import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editContentOf } from '#shared/history/edit-content';
import { diffContent } from '#shared/history/review-change';
import { type Framework, frameworkSchema } from '#shared/model/framework';
import type { MoveReport, Uncarried } from '#shared/model/move-report';
import { EMPTY_CONTENT, type ReviewContent } from '#shared/model/review';
import { findViolation } from '#shared/model/review-rules';
import { crosswalkBetween, oneToOneLines } from '#shared/scoring/crosswalk';
import { type MovedContent, moveContent } from '#shared/scoring/move-content';
import { shipped } from '../resources/shipped-frameworks';
import { content, DURATION_MS, moment } from '../scoring/contents';
import { anyContent } from './random-content';
import { anyPair } from './random-frameworks';

const RUNS = 1_000;

const anyMove = anyPair
  .filter(([from]) => from.crosswalks.length > 0)
  .chain(([from, to]) => anyContent(from).map((before) => ({ from, to, before })));

function move(before: ReviewContent, from: Framework, to: Framework): MovedContent {
  const moved = moveContent(before, from, to);
  if (!moved) throw new Error('A crosswalk joins the two');
  return moved;
}

function uncarriedOf<Type extends Uncarried['type']>(report: MoveReport, type: Type) {
  return report.uncarried.filter((each): each is Extract<Uncarried, { type: Type }> => each.type === type);
}

const linksOf = ({ moments }: ReviewContent): string[] =>
  Object.values(moments).flatMap(({ id, indicators, competencies }) =>
    [...indicators, ...competencies].map((code) => `${id} ${code}`),
  );

/** A thousand cases take seconds, and more on a busy machine. */
const TIMEOUT_MS = 60_000;

describe('moving any review along any crosswalk', { timeout: TIMEOUT_MS }, () => {
  it('leads to what can be said under the other framework', () => {
    fc.assert(
      fc.property(anyMove, ({ from, to, before }) => {
        const after = move(before, from, to).content;
        expect(
          findViolation(diffContent(editContentOf(EMPTY_CONTENT), editContentOf(after)), to, DURATION_MS),
        ).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  });

  it('invents no mark, no rating, no evidence and no moment', () => {
    fc.assert(
      fc.property(anyMove, ({ from, to, before }) => {
        const after = move(before, from, to).content;
        const lines = crosswalkBetween(from, to)?.lines ?? [];
        const sourcesOf = (code: string) => lines.filter((line) => line.to.includes(code));
        for (const [code, mark] of Object.entries(after.marks)) {
          expect(sourcesOf(code).map((line) => before.marks[line.from])).toEqual([mark]);
        }
        for (const [code, { value, rationale }] of Object.entries(after.ratings)) {
          const [source, ...others] = sourcesOf(code).map((line) => before.ratings[line.from]);
          expect(others).toEqual([]);
          expect(rationale).toBe(source?.rationale);
          if (value !== undefined) expect(value).toBe(source?.value);
        }
        const known = new Set(linksOf(before));
        for (const link of linksOf(after)) {
          const [id, code = ''] = link.split(' ');
          expect(sourcesOf(code).some((line) => known.has(`${id} ${line.from}`))).toBe(true);
        }
        for (const [id, { indicators: _, competencies: __, ...facts }] of Object.entries(after.moments)) {
          expect(before.moments[id]).toMatchObject(facts);
        }
        expect(after.feedback).toEqual(before.feedback);
      }),
      { numRuns: RUNS },
    );
  });

  it('carries each thing or reports it whole, and never both', () => {
    fc.assert(
      fc.property(anyMove, ({ from, to, before }) => {
        const { content: after, report } = move(before, from, to);
        const lines = crosswalkBetween(from, to)?.lines ?? [];
        const targetsOf = (code: string) => lines.find((line) => line.from === code)?.to ?? [];
        const lostMarks = new Map(uncarriedOf(report, 'mark').map(({ code, mark }) => [code, mark]));
        for (const [code, mark] of Object.entries(before.marks)) {
          const [target, ...more] = targetsOf(code);
          const single = target !== undefined && more.length === 0 ? target : undefined;
          const carried = lostMarks.has(code) || single === undefined ? undefined : after.marks[single];
          expect(carried ?? lostMarks.get(code)).toEqual(mark);
        }
        expect(lostMarks.size + Object.keys(after.marks).length).toBe(Object.keys(before.marks).length);

        const lostRatings = new Map(uncarriedOf(report, 'rating').map(({ code, rating }) => [code, rating]));
        for (const [code, rating] of Object.entries(before.ratings)) {
          const lost = lostRatings.get(code);
          const [target] = targetsOf(code);
          const carried =
            target === undefined || lost?.rationale !== undefined ? undefined : after.ratings[target];
          expect({ rationale: '', ...carried, ...lost }).toEqual(rating);
        }

        const lostLinks = uncarriedOf(report, 'links').flatMap(({ code, momentIds }) =>
          momentIds.map((id) => `${id} ${code}`),
        );
        const lostMoments = new Set(uncarriedOf(report, 'moment').map((each) => each.moment.id));
        const carriedLinks = new Set(linksOf(after));
        for (const link of linksOf(before)) {
          const [id = '', code = ''] = link.split(' ');
          if (lostMoments.has(id)) continue;
          const isCarried = targetsOf(code).length === 1 && carriedLinks.has(`${id} ${targetsOf(code)[0]}`);
          expect([isCarried, lostLinks.includes(link)]).toEqual(isCarried ? [true, false] : [false, true]);
        }
        expect(Object.keys(after.moments).length + lostMoments.size).toBe(Object.keys(before.moments).length);
      }),
      { numRuns: RUNS },
    );
  });

  it('loses nothing there and back that has a counterpart, and finds nothing on the way', () => {
    let carriedMarks = 0;
    let carriedRatings = 0;
    fc.assert(
      fc.property(anyMove, ({ from, to, before }) => {
        const there = move(before, from, to);
        const { content: back, report } = move(there.content, to, from);
        expect(uncarriedOf(report, 'mark')).toEqual([]);
        expect(uncarriedOf(report, 'rating')).toEqual([]);
        const lostMarks = new Set(uncarriedOf(there.report, 'mark').map(({ code }) => code));
        expect(back.marks).toEqual(
          Object.fromEntries(Object.entries(before.marks).filter(([code]) => !lostMarks.has(code))),
        );
        carriedMarks += Object.keys(back.marks).length;
        for (const [code, rating] of Object.entries(back.ratings)) {
          expect(before.ratings[code]).toMatchObject(rating);
          carriedRatings += 1;
        }
        const links = new Set(linksOf(back));
        const known = new Set(linksOf(before));
        for (const link of links) expect(known.has(link)).toBe(true);
        const crosswalk = crosswalkBetween(from, to);
        const oneToOne = crosswalk && oneToOneLines(crosswalk);
        for (const link of known) {
          const [id = '', code = ''] = link.split(' ');
          if (oneToOne?.has(code) && back.moments[id]) expect(links.has(link)).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
    // Otherwise the property would hold for want of anything to lose.
    expect(carriedMarks).toBeGreaterThan(RUNS / 4);
    expect(carriedRatings).toBeGreaterThan(RUNS / 4);
  });
});

describe('moving a review between the editions of the eight', () => {
  const edition2019 = shipped('core-competencies@2019');
  const edition2025 = shipped('core-competencies@2025');
  const legacy = shipped('core-competencies-legacy@1998');

  it('follows the numbers, asks to look at what was reworded, and keeps what is new in the report', () => {
    const observed = { state: 'observed', note: 'At the start.' } as const;
    const evidence = moment(1, { indicators: ['5.03', '5.04'], competencies: ['5'] });
    const before = content(
      {
        marks: { '5.03': observed, '5.04': observed, '8.08': observed },
        ratings: { 5: { value: 'natural', rationale: 'Calm.' } },
        feedback: { nextStep: 'Breathe.' },
      },
      [evidence],
    );
    const { content: after, report } = move(before, edition2025, edition2019);
    expect(after).toEqual({
      marks: { '5.3': observed, '8.7': observed },
      ratings: { 5: { value: 'natural', rationale: 'Calm.' } },
      moments: { [evidence.id]: { ...evidence, indicators: ['5.3'], competencies: ['5'] } },
      feedback: { nextStep: 'Breathe.' },
    });
    expect(report.uncarried).toEqual([
      { type: 'mark', code: '5.03', mark: observed, reason: 'dropped' },
      { type: 'links', code: '5.03', momentIds: [evidence.id], reason: 'dropped' },
    ]);
    expect(report.toCheck.map(({ from, to }) => [from, ...to])).toEqual([['8.08', '8.7']]);
    const { content: again } = move(after, edition2019, edition2025);
    expect(again.marks).toEqual({ '5.04': observed, '8.08': observed });
    expect(again.ratings).toEqual(before.ratings);
  });

  it('takes evidence from the eleven to the eight, and leaves the rating of a merged one to its author', () => {
    const evidence = moment(1, { competencies: ['2', '6', '7'] });
    const before = content(
      {
        ratings: {
          2: { value: 'natural', rationale: 'Clear.' },
          6: { value: 'starting', rationale: 'Closed.' },
        },
      },
      [evidence],
    );
    const { content: after, report } = move(before, legacy, edition2025);
    expect(after.ratings).toEqual({ 3: { value: 'natural', rationale: 'Clear.' } });
    expect(after.moments[evidence.id]?.competencies).toEqual(['3', '7']);
    expect(report.uncarried).toEqual([
      { type: 'rating', code: '6', rating: { value: 'starting', rationale: 'Closed.' }, reason: 'merged' },
    ]);
  });

  it('reads a crosswalk backwards where only the other framework has one', () => {
    const lines = crosswalkBetween(edition2025, legacy)?.lines ?? [];
    const toOf = (code: string) => lines.find(({ from }) => from === code);
    expect(toOf('7')).toMatchObject({ to: ['6', '7', '8'], relation: 'split' });
    expect(toOf('3')).toMatchObject({ to: ['2'], relation: 'moved' });
    expect(toOf('2')).toMatchObject({ to: [], relation: 'dropped' });
    expect(toOf('3.06')).toMatchObject({ to: [], relation: 'dropped' });
  });

  it('is not possible where no crosswalk joins two frameworks', () => {
    expect(moveContent(EMPTY_CONTENT, edition2025, shipped('role-shifts@1'))).toBeUndefined();
  });

  it('leaves a moment behind whose kind the other framework does not have, and says so', () => {
    const own = frameworkSchema.parse({
      ...edition2025,
      kinds: [{ id: 'silence', label: 'Silence', leadMs: 0, lagMs: 0 }],
    });
    const silence = moment(1, { kind: 'silence', indicators: ['5.07'] });
    const { content: after, report } = move(content({}, [silence]), own, edition2019);
    expect(after.moments).toEqual({});
    expect(report.uncarried).toEqual([{ type: 'moment', moment: silence, reason: 'kind-missing' }]);
  });
});

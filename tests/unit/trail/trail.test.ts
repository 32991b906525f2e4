import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Moment, momentSchema } from '#shared/model/moment';
import { tellTrail } from '#shared/trail/story';
import { isHeld } from '#shared/trail/stretches';
import { agreementTrail } from '#shared/trail/trail';
import { projectFolder } from '../../helpers/ensure-built';
import { anyMoments, DURATION_MS, idOf, makeMoment } from './some-moments';

const RUNS = { numRuns: 1_000 };

const directions = (moments: readonly Moment[]) =>
  agreementTrail(moments, DURATION_MS).stretches.map(({ direction, startMs }) => [direction, startMs]);

describe('the trail of a session', () => {
  it('without a mark is exploring from end to end', () => {
    const trail = agreementTrail([], DURATION_MS);
    expect(trail.stretches).toEqual([
      { direction: 'exploring', startMs: 0, endMs: DURATION_MS, focus: '', momentIds: [] },
    ]);
    expect(trail).toMatchObject({ agreedShare: 0, choices: [], outside: [] });
    expect(trail.firstAgreementMs).toBeUndefined();
    expect(trail.closing).toBeUndefined();
    expect(trail.longestWithoutPartnering).toEqual({ startMs: 0, endMs: DURATION_MS });
  });

  it('is agreed from where the client has said yes, however late', () => {
    const agreement = makeMoment(1, 'session-agreement', 400_000, 450_000);
    expect(directions([agreement])).toEqual([
      ['exploring', 0],
      ['agreed', 450_000],
    ]);
    expect(agreementTrail([agreement], DURATION_MS)).toMatchObject({
      firstAgreementMs: 450_000,
      agreedShare: 0.25,
    });
  });

  it.each(['no', 'unclear'] as const)('goes on exploring when the client answers %s', (answer) => {
    const details = { kind: 'session-agreement', elements: {}, answer } as const;
    expect(directions([makeMoment(1, 'session-agreement', 0, 60_000, { details })])).toEqual([
      ['exploring', 0],
    ]);
  });

  it('refines one focus by a second agreement without a shift between them', () => {
    const agree = (number: number, startMs: number, words: string) =>
      makeMoment(number, 'session-agreement', startMs, startMs + 10_000, {
        details: { kind: 'session-agreement', elements: { topic: { words } } },
      });
    const { stretches } = agreementTrail(
      [agree(1, 0, 'my week'), agree(2, 100_000, 'one meeting')],
      DURATION_MS,
    );
    expect(stretches.map(({ direction }) => direction)).toEqual(['exploring', 'agreed']);
    expect(stretches[1]).toMatchObject({ focus: 'one meeting', momentIds: [idOf(1), idOf(2)] });
  });

  it.each([
    ['stay', ['agreed', 'my week']],
    ['move', ['re-contracted', 'the job']],
    ['both', ['re-contracted', 'my week and the job']],
    ['unclear', ['shifted', 'my week']],
  ] as const)('after a shift follows the client who chooses %s', (choice, expected) => {
    const { stretches } = agreementTrail(
      [
        makeMoment(1, 'session-agreement', 0, 10_000, {
          details: { kind: 'session-agreement', elements: { topic: { words: 'my week' } } },
        }),
        makeMoment(2, 're-contracting', 100_000, 150_000, {
          details: { kind: 're-contracting', steps: [], to: 'the job', choice },
        }),
      ],
      DURATION_MS,
    );
    const last = stretches.at(-1);
    expect([last?.direction, last?.focus]).toEqual(expected);
    expect(stretches.some(({ direction, startMs }) => direction === 'shifted' && startMs === 100_000)).toBe(
      true,
    );
  });

  it('shows a shift that nobody asked about until the next agreement', () => {
    expect(
      directions([
        makeMoment(1, 'session-agreement', 0, 10_000),
        makeMoment(2, 're-contracting', 100_000, 120_000, { polarity: 'missed' }),
        makeMoment(3, 'session-agreement', 200_000, 220_000),
        makeMoment(4, 'closing', 550_000, 590_000),
      ]),
    ).toEqual([
      ['exploring', 0],
      ['agreed', 10_000],
      ['shift-ignored', 100_000],
      ['agreed', 220_000],
      ['closing', 550_000],
    ]);
  });

  it('leaves out what lies outside of the recording, and says so', () => {
    const trail = agreementTrail(
      [makeMoment(1, 'session-agreement', DURATION_MS, DURATION_MS + 10_000)],
      DURATION_MS,
    );
    expect([trail.outside, trail.stretches.length]).toEqual([[idOf(1)], 1]);
  });

  it('has one result for moments that overlap, share a time, or reach beyond the end', () => {
    const yes = { details: { kind: 'session-agreement', answer: 'yes', elements: {} } } as const;
    const agreed = makeMoment(1, 'session-agreement', 10_000, 40_000, yes);
    const within = makeMoment(2, 're-contracting', 20_000, 30_000);
    const sameTime = makeMoment(3, 'session-agreement', 20_000, 30_000, yes);
    const beyond = makeMoment(4, 'closing', 590_000, DURATION_MS + 60_000);
    const moments = [agreed, within, sameTime, beyond];
    const trail = agreementTrail(moments, DURATION_MS);
    expect(agreementTrail(moments.toReversed(), DURATION_MS)).toEqual(trail);
    expect(trail.outside).toEqual([]);
    expect(trail.stretches[0]?.startMs).toBe(0);
    expect(trail.stretches.at(-1)).toMatchObject({
      direction: 'closing',
      startMs: 590_000,
      endMs: DURATION_MS,
    });
    for (const [index, { endMs }] of trail.stretches.entries()) {
      expect(trail.stretches[index + 1]?.startMs ?? DURATION_MS).toBe(endMs);
    }
  });
});

describe('whatever was marked', () => {
  it('the stretches tile the session', () => {
    fc.assert(
      fc.property(anyMoments, (moments) => {
        const { stretches } = agreementTrail(moments, DURATION_MS);
        expect(stretches[0]?.startMs).toBe(0);
        expect(stretches.at(-1)?.endMs).toBe(DURATION_MS);
        stretches.forEach((stretch, index) => {
          expect(stretch.endMs).toBeGreaterThan(stretch.startMs);
          if (index > 0) expect(stretch.startMs).toBe(stretches[index - 1]?.endMs);
        });
      }),
      RUNS,
    );
  });

  it('neighbouring stretches differ', () => {
    fc.assert(
      fc.property(anyMoments, (moments) => {
        const { stretches } = agreementTrail(moments, DURATION_MS);
        stretches.slice(1).forEach((stretch, index) => {
          const before = stretches[index];
          expect([stretch.direction, stretch.focus]).not.toEqual([before?.direction, before?.focus]);
        });
      }),
      RUNS,
    );
  });

  it('the order of entry does not matter, and a note changes nothing', () => {
    fc.assert(
      fc.property(anyMoments, fc.integer(), fc.string(), (moments, seed, note) => {
        const trail = agreementTrail(moments, DURATION_MS);
        const shuffled = moments
          .map((moment, index) => ({ moment, place: Math.imul(seed + index, 0x9e3779b1) }))
          .sort((a, b) => a.place - b.place)
          .map(({ moment }) => ({ ...moment, note }));
        expect(agreementTrail(shuffled, DURATION_MS)).toEqual(trail);
      }),
      RUNS,
    );
  });

  it('kinds that do not turn the direction leave the stretches as they are', () => {
    fc.assert(
      fc.property(anyMoments, (moments) => {
        const turning = moments.filter(({ kind }) =>
          ['session-agreement', 're-contracting', 'closing'].includes(kind),
        );
        const { stretches } = agreementTrail(moments, DURATION_MS);
        expect(agreementTrail(turning, DURATION_MS).stretches).toEqual(stretches);
      }),
      RUNS,
    );
  });

  it('the figures fit the stretches and the moments', () => {
    fc.assert(
      fc.property(anyMoments, (moments) => {
        const trail = agreementTrail(moments, DURATION_MS);
        expect(trail.agreedShare).toBeGreaterThanOrEqual(0);
        expect(trail.agreedShare).toBeLessThanOrEqual(1);
        expect(trail.firstAgreementMs).toBe(
          trail.stretches.find(({ direction }) => isHeld(direction))?.startMs,
        );
        const { offered, chosen, missed, against } = trail.recontracting;
        expect(chosen.every((id) => offered.includes(id))).toBe(true);
        const inside = moments.filter(({ startMs }) => startMs < DURATION_MS);
        expect(offered.length + missed.length + against.length).toBe(
          inside.filter(({ kind }) => kind === 're-contracting').length,
        );
        const { startMs, endMs } = trail.longestWithoutPartnering;
        expect(startMs).toBeGreaterThanOrEqual(0);
        expect(endMs).toBeLessThanOrEqual(DURATION_MS);
      }),
      RUNS,
    );
  });

  it('every sentence of the story has words and a stretch to play', () => {
    fc.assert(
      fc.property(anyMoments, (moments) => {
        const known = new Set(moments.map(({ id }) => id));
        for (const { text, startMs, endMs, momentIds } of tellTrail(
          agreementTrail(moments, DURATION_MS),
          moments,
        )) {
          expect(text).toMatch(/^[A-Z].*\.$/);
          expect(text).not.toMatch(/undefined|NaN/);
          expect(startMs).toBeLessThanOrEqual(endMs);
          expect(momentIds.every((id) => known.has(id))).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

describe('the practice session that ships', () => {
  const folder = join(projectFolder, 'resources/sample');
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const session = z
    .object({
      durationMs: z.number(),
      turns: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
      moments: z.array(z.looseObject({})),
    })
    .parse(read('practice-session.json'));
  const moments = session.moments.map((moment, index) =>
    momentSchema.parse({ ...moment, id: idOf(index + 1), createdAt: '2026-11-22T18:00:00.000Z' }),
  );
  const counts = z.record(z.string(), z.number());
  const written = z
    .object({
      stretches: z.array(
        z.object({
          direction: z.string(),
          focus: z.string(),
          fromTurn: z.number().optional(),
          afterTurn: z.number().optional(),
        }),
      ),
      missingElements: z.array(z.string()),
      recontracting: counts,
      miniContracts: counts,
      choices: z.array(z.string()),
      closedBy: z.string(),
    })
    .parse(read('agreement-trail.json'));

  it('has the trail that is written beside its script', () => {
    const trail = agreementTrail(moments, session.durationMs);
    const places = written.stretches.map(({ direction, focus, fromTurn, afterTurn }, index) => ({
      direction,
      focus,
      startMs:
        index === 0
          ? 0
          : fromTurn !== undefined
            ? session.turns[fromTurn - 1]?.startMs
            : session.turns[(afterTurn ?? 0) - 1]?.endMs,
    }));
    expect(trail.stretches.map(({ direction, focus, startMs }) => ({ direction, focus, startMs }))).toEqual(
      places,
    );
    expect(trail.missingElements).toEqual(written.missingElements);
    const countOf = (lists: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(lists).map(([name, ids]) => [name, ids.length]));
    expect(countOf(trail.recontracting)).toEqual(written.recontracting);
    expect(countOf(trail.miniContracts)).toEqual(written.miniContracts);
    expect(trail.choices.map(({ by }) => by)).toEqual(written.choices);
    expect(trail.closing?.by).toBe(written.closedBy);
  });

  it('changes as expected when one moment is removed', () => {
    const without = (kind: string) =>
      agreementTrail(
        moments.filter((moment) => moment.kind !== kind),
        session.durationMs,
      ).stretches.map(({ direction }) => direction);
    expect(without('re-contracting')).toEqual(['exploring', 'agreed', 'closing']);
    expect(without('session-agreement')).toEqual(['exploring', 'shifted', 'exploring', 'closing']);
    expect(without('closing')).toEqual(['exploring', 'agreed', 'shifted', 'agreed']);
    expect(without('partnering')).toEqual(['exploring', 'agreed', 'shifted', 'agreed', 'closing']);
  });
});

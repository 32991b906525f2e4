import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { momentSchema, TRAIL_KINDS } from '#shared/model/moment';
import { sessionDetailsSchema } from '#shared/model/session';

const folder = join(import.meta.dirname, '../../../resources/sample');

const sampleSchema = z.strictObject({
  ...sessionDetailsSchema.pick({
    title: true,
    date: true,
    coach: true,
    clientAlias: true,
    kind: true,
    language: true,
  }).shape,
  durationMs: z.number().int().positive(),
  turns: z.array(
    z.strictObject({
      speaker: z.enum(['coach', 'client']),
      text: z.string().min(1),
      startMs: z.number().int().nonnegative(),
      endMs: z.number().int().positive(),
    }),
  ),
  moments: z.array(
    z
      .strictObject({
        ...momentSchema.shape,
        endMs: z.number().int().positive(),
        kind: z.enum(TRAIL_KINDS.map(({ id }) => id)),
        quote: z.string().min(1),
        note: z.string().min(1),
      })
      .pick({
        kind: true,
        polarity: true,
        startMs: true,
        endMs: true,
        quote: true,
        note: true,
        details: true,
      }),
  ),
});

const sample = sampleSchema.parse(JSON.parse(readFileSync(join(folder, 'practice-session.json'), 'utf8')));
const dialogue = z
  .object({ turns: z.array(z.object({ text: z.string(), marks: z.array(z.string()).optional() })) })
  .parse(JSON.parse(readFileSync(join(folder, 'dialogue.json'), 'utf8')));

describe('the practice session', () => {
  test('is a demonstration of three to five minutes with an alias for the client', () => {
    expect(sample).toMatchObject({ kind: 'demonstration', clientAlias: 'Maya', language: 'en' });
    expect(sample.durationMs).toBeGreaterThanOrEqual(180_000);
    expect(sample.durationMs).toBeLessThanOrEqual(300_000);
  });

  test('has a recording of less than 1.5 MB', () => {
    const { size } = statSync(join(folder, 'practice-session.opus'));
    expect(size).toBeGreaterThan(500_000);
    expect(size).toBeLessThan(1_500_000);
  });

  test('was made from the dialogue as it stands', () => {
    expect(sample.turns.map(({ text }) => text)).toEqual(dialogue.turns.map(({ text }) => text));
  });

  test('has turns that follow each other within the recording', () => {
    let previousEnd = 0;
    for (const { startMs, endMs } of sample.turns) {
      expect(startMs).toBeGreaterThan(previousEnd);
      expect(endMs).toBeGreaterThan(startMs);
      previousEnd = endMs;
    }
    expect(previousEnd).toBeLessThan(sample.durationMs);
  });

  test('has one long silence for reflection', () => {
    const gaps = sample.turns
      .slice(1)
      .map(({ startMs }, index) => startMs - (sample.turns[index]?.endMs ?? 0));
    expect(gaps.filter((gap) => gap >= 5_500)).toHaveLength(1);
  });

  test.each([
    ['session-agreement', 'shown'],
    ['partnering', 'shown'],
    ['mini-contract', 'shown'],
    ['re-contracting', 'shown'],
    ['deeper-theme', 'shown'],
    ['deeper-theme', 'missed'],
    ['between-session-agreement', 'shown'],
    ['accountability', 'shown'],
    ['closing', 'shown'],
  ])('has a moment of %s that was %s', (kind, polarity) => {
    expect(
      sample.moments.filter((moment) => moment.kind === kind && moment.polarity === polarity),
    ).toHaveLength(1);
  });

  test('has the five elements, the check and the yes in its agreement', () => {
    const marked = new Set(dialogue.turns.flatMap(({ marks }) => marks ?? []));
    for (const element of ['topic', 'outcome', 'measure', 'meaning', 'addressed', 'check', 'yes']) {
      expect(marked).toContain(element);
    }
  });
});

describe.each(sample.moments)('the moment of $kind ($polarity)', ({ startMs, endMs, quote }) => {
  test('lies within the recording', () => {
    expect(endMs).toBeGreaterThan(startMs);
    expect(endMs).toBeLessThanOrEqual(sample.durationMs);
  });

  test('quotes words that are spoken in it', () => {
    const overlapped = sample.turns.filter((turn) => turn.startMs < endMs && turn.endMs > startMs);
    expect(overlapped.some(({ text }) => text.includes(quote))).toBe(true);
  });
});

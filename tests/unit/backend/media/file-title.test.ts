import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateInName, displayNameOf, titleOf } from '../../../../electron/backend/media/imports/file-title';

describe('the title from a file name', () => {
  it.each([
    ['speech.mp3', 'speech'],
    ['Session_with__Ana_2.m4a', 'Session with Ana 2'],
    ['no extension', 'no extension'],
    ['v1.2 final.mp4', 'v1.2 final'],
    ['.mp3', 'Untitled session'],
    ['', 'recording'],
    ['   ', 'recording'],
    ['___.wav', 'Untitled session'],
    ['/home/ana/Session.wav', 'Session'],
    ['C:\\Users\\ana\\Session.wav', 'Session'],
    ['שיחת אימון.mp3', 'שיחת אימון'],
    ['جلسة تدريب ٣.m4a', 'جلسة تدريب ٣'],
    ['gpj.\u202e3pm', 'gpj'],
    ['a\u0000b\nc.wav', 'abc'],
    ['👩🏽‍🏫 Ana & Bo 🎧.mp3', '👩🏽‍🏫 Ana & Bo 🎧'],
  ])('%j is %j', (fileName, title) => {
    expect(titleOf(fileName)).toBe(title);
  });

  it('of 200 characters stays whole, longer ones are cut between characters', () => {
    expect(titleOf(`${'a'.repeat(200)}.mp3`)).toBe('a'.repeat(200));
    expect(titleOf(`${'👩🏽‍🏫'.repeat(100)}.mp3`)).toBe('👩🏽‍🏫'.repeat(28));
  });

  it('whatever the name, fits the schema', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme', maxLength: 600 }), fc.string({ maxLength: 600 })),
        (name) => {
          expect(titleOf(name).trim().length).toBeGreaterThan(0);
          expect(titleOf(name).length).toBeLessThanOrEqual(200);
          expect(displayNameOf(name).length).toBeGreaterThan(0);
          expect(displayNameOf(name).length).toBeLessThanOrEqual(400);
          expect(displayNameOf(name)).not.toMatch(/[/\\]/);
        },
      ),
    );
  });

  it('keeps the extension of a name that is too long', () => {
    expect(displayNameOf(`${'a'.repeat(900)}.concordance`)).toMatch(/^a{388}\.concordance$/);
  });
});

describe('the date in a file name', () => {
  const today = new Date('2026-11-22T12:00:00');
  it.each([
    ['2026-11-22 Ana.mp3', '2026-11-22'],
    ['GMT20260304-101500_Recording.m4a', '2026-03-04'],
    ['Ana_2026_03_04.wav', '2026-03-04'],
    ['Ana 2026-13-04.wav', undefined],
    ['Ana 2026-02-30.wav', undefined],
    ['Ana 2027-01-01.wav', undefined],
    ['Ana 1850-01-01.wav', undefined],
    ['call 120260304 1.wav', undefined],
    ['99999999 then 2025.01.31.mp3', '2025-01-31'],
    ['Ana.mp3', undefined],
  ])('%s is %s', (fileName, date) => {
    expect(dateInName(fileName, today)).toBe(date);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { competenciesOf, type Framework, frameworkFileName, frameworkSchema } from '#shared/model/framework';
import { TRAIL_KINDS } from '#shared/model/moment';

const folder = join(import.meta.dirname, '../../../resources/frameworks');
const fileNames = readdirSync(folder).filter((name) => name.endsWith('.json'));

function load(fileName: string): Framework {
  return frameworkSchema.parse(JSON.parse(readFileSync(join(folder, fileName), 'utf8')));
}

function codesOf(framework: Framework, competencyCode: string): readonly string[] {
  const competency = competenciesOf(framework).find(({ code }) => code === competencyCode);
  return competency?.indicators.map(({ code }) => code) ?? [];
}

test('nine frameworks ship', () => {
  expect([...fileNames].sort()).toEqual([
    'acc-statements@2026.json',
    'agreements-and-partnering@1.json',
    'core-competencies-legacy@1998.json',
    'core-competencies@2019.json',
    'core-competencies@2025.json',
    'ethics-and-role-self-check@1.json',
    'mcc-behaviours@2026.json',
    'pcc-markers@2020.json',
    'role-shifts@1.json',
  ]);
});

describe.each(fileNames)('%s', (fileName) => {
  test('is valid and carries its own name', () => {
    expect(frameworkFileName(load(fileName))).toBe(fileName);
  });

  test('says that it is developmental practice and nobody else’s assessment', () => {
    expect(load(fileName).sourceNote).toMatch(
      /not an assessment.*not affiliated with or endorsed by any credentialing body/is,
    );
  });

  test('has anchored values on every scale', () => {
    for (const scale of load(fileName).scales) {
      expect(scale.values.length).toBeGreaterThanOrEqual(4);
      for (const value of scale.values) expect(value.anchor).not.toBe('');
    }
  });

  test('gives every indicator a code that starts with its competency', () => {
    for (const competency of competenciesOf(load(fileName))) {
      for (const indicator of competency.indicators) {
        expect(indicator.code.startsWith(`${competency.code}.`)).toBe(true);
      }
    }
  });

  test('names a medium for everything that one session can show', () => {
    const unreachable = competenciesOf(load(fileName))
      .flatMap(({ indicators }) => indicators)
      .filter(({ assessableFrom, beyondOneSession }) => assessableFrom.length === 0 && !beyondOneSession);
    expect(unreachable).toEqual([]);
  });
});

describe('agreements and partnering', () => {
  const framework = load('agreements-and-partnering@1.json');

  test('has the five elements of a session agreement, the check and the yes', () => {
    const texts = competenciesOf(framework)
      .find(({ code }) => code === 'SA')
      ?.indicators.map(({ text }) => text);
    expect(texts?.slice(0, 7).map((text) => text.slice(0, text.indexOf(':')))).toEqual([
      'Topic',
      'Outcome',
      'Measure',
      'Meaning',
      'What must be addressed',
      'Check',
      'Yes',
    ]);
  });

  test('has the seven steps of re-contracting', () => {
    expect(codesOf(framework, 'RC')).toEqual(['RC.1', 'RC.2', 'RC.3', 'RC.4', 'RC.5', 'RC.6', 'RC.7']);
  });

  test('gives every kind of the agreement trail a place', () => {
    const linked = new Set(competenciesOf(framework).flatMap(({ kinds }) => kinds));
    expect(TRAIL_KINDS.map(({ id }) => id).filter((id) => !linked.has(id))).toEqual([]);
  });

  test('asks nothing that one session cannot show', () => {
    const indicators = competenciesOf(framework).flatMap((competency) => competency.indicators);
    expect(indicators.filter(({ beyondOneSession }) => beyondOneSession)).toEqual([]);
  });
});

describe('core competencies, 2025 edition', () => {
  const framework = load('core-competencies@2025.json');

  test('has four domains with two, three, two and one competencies', () => {
    expect(framework.domains.map(({ competencies }) => competencies.length)).toEqual([2, 3, 2, 1]);
  });

  test('has all 68 sub-points under their numbers', () => {
    const counts = [7, 10, 12, 6, 7, 6, 11, 9];
    const expected = counts.flatMap((count, competency) =>
      Array.from({ length: count }, (_, point) => `${competency + 1}.${String(point + 1).padStart(2, '0')}`),
    );
    expect(expected).toHaveLength(68);
    expect(competenciesOf(framework).flatMap(({ indicators }) => indicators.map(({ code }) => code))).toEqual(
      expected,
    );
  });

  test('marks what a single session cannot show', () => {
    const beyond = competenciesOf(framework)
      .flatMap(({ indicators }) => indicators)
      .filter(({ beyondOneSession }) => beyondOneSession)
      .map(({ code }) => code);
    expect(beyond).toEqual(expect.arrayContaining(['2.03', '3.04', '6.06', '8.07']));
    expect(beyond).not.toContain('3.06');
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { competenciesOf } from '#shared/model/framework';
import { parseFramework } from '../../../electron/backend/library/framework-store';
import { anyFramework, anyPair } from './random-frameworks';

it('any framework is the same after it was written to a file and read again', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      fc.oneof(
        { weight: 3, arbitrary: anyFramework() },
        anyPair.map(([from]) => from),
      ),
      (framework) => {
        const text = `${JSON.stringify(framework, null, 1)}\n`;
        const read = parseFramework(text, 'any.json');
        expect(read).toEqual(framework);
        // The store compares editions by their text, so the order of the fields must not move either.
        expect(JSON.stringify(read)).toBe(JSON.stringify(framework));
      },
    ),
    { numRuns: 1_000 },
  );
});

it('any framework with one code twice is refused by the name of the code', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyFramework(), fc.nat(), (framework, pick) => {
      const twice = structuredClone(framework);
      const competencies = competenciesOf(twice);
      const competency = competencies[pick % competencies.length];
      const first = competency?.indicators[0];
      fc.pre(competency !== undefined && first !== undefined);
      competency.indicators.push({ ...first });
      expect(() => parseFramework(JSON.stringify(twice), 'any.json')).toThrow(
        expect.objectContaining({
          code: 'bad-request',
          message: expect.stringContaining(`the indicator code “${first.code}” appears twice`),
        }),
      );
    }),
    { numRuns: 1_000 },
  );
});

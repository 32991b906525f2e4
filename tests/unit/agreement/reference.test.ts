import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fQuantile } from '#shared/agreement/f-distribution';
import { gwetAgreement } from '#shared/agreement/gwet';
import { type IntraclassForm, intraclassCorrelation } from '#shared/agreement/intraclass-correlation';
import { cohenKappa, fleissKappa } from '#shared/agreement/kappa';
import { krippendorffAlpha } from '#shared/agreement/krippendorff';
import { percentAgreement } from '#shared/agreement/percent-agreement';
import type { Figure } from '#shared/agreement/ratings';
import { projectFolder } from '../../helpers/ensure-built';

// 200 random tables with the figures of other people's programs: see make-tables.py and make-intraclass.R beside them.
const folder = join(projectFolder, 'tests/fixtures/agreement');
const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8'));

/** R writes what has no value as text. */
const value = z.union([z.number(), z.null(), z.enum(['NaN', 'Inf', '-Inf']).transform(() => null)]);
const kinds = ['identity', 'linear', 'quadratic'] as const;
const tables = z
  .array(
    z.object({
      categories: z.number(),
      table: z.array(z.array(value.transform((rating) => rating ?? undefined))),
      chanceCorrected: z.record(z.enum(kinds), z.object({ percent: value, gwet: value, fleiss: value })),
      cohen: z.record(z.enum(kinds), value),
      fleissOfCompleteUnits: value,
      alpha: z.record(z.enum(['nominal', 'ordinal', 'interval', 'ratio']), value),
    }),
  )
  .parse(await read('tables.json'));
const { intraclass, quantiles } = z
  .object({
    intraclass: z.array(z.record(z.string(), z.tuple([value, value, value])).nullable()),
    quantiles: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  })
  .parse(await read('intraclass.json'));

/** Both have a value and it is the same to 1e-9, or neither has. */
function expectSame(figure: Figure, reference: number | null, what: string): void {
  if (reference === null || Number.isNaN(reference)) {
    expect(figure.isDefined, what).toBe(false);
    return;
  }
  if (!figure.isDefined) throw new Error(`${what}: ${figure.reason}, where the reference says ${reference}`);
  expect(Math.abs(figure.value - reference), `${what}: ${figure.value} for ${reference}`).toBeLessThan(1e-9);
}

describe('on 200 random tables with missing ratings', () => {
  it('percent agreement, Gwet’s and Fleiss’ coefficients equal those of irrCAC', () => {
    tables.forEach(({ table, categories: count, chanceCorrected }, number) => {
      const categories = Array.from({ length: count }, (_, place) => place + 1);
      for (const weights of kinds) {
        const reference = chanceCorrected[weights];
        const options = { weights, categories };
        expectSame(
          percentAgreement(table, options),
          reference.percent,
          `percent ${weights} of table ${number}`,
        );
        expectSame(gwetAgreement(table, options), reference.gwet, `Gwet ${weights} of table ${number}`);
        expectSame(fleissKappa(table, options), reference.fleiss, `Fleiss ${weights} of table ${number}`);
      }
    });
  });

  it('Fleiss’ kappa of the complete units equals that of statsmodels', () => {
    tables.forEach(({ table, fleissOfCompleteUnits }, number) => {
      const complete = table.filter((row) => row.every((rating) => rating !== undefined));
      expectSame(
        fleissKappa(complete),
        fleissOfCompleteUnits,
        `Fleiss of the complete units of table ${number}`,
      );
    });
  });

  it('Cohen’s kappa of the first two reviewers equals that of scikit-learn', () => {
    tables.forEach(({ table, categories: count, cohen }, number) => {
      const categories = Array.from({ length: count }, (_, place) => place + 1);
      for (const weights of kinds) {
        const figure = cohenKappa(
          table.map((row) => row.slice(0, 2)),
          { weights, categories },
        );
        expectSame(figure, cohen[weights], `Cohen ${weights} of table ${number}`);
      }
    });
  });

  it('Krippendorff’s alpha equals that of NLTK', () => {
    tables.forEach(({ table, alpha }, number) => {
      for (const metric of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
        expectSame(krippendorffAlpha(table, metric), alpha[metric], `alpha ${metric} of table ${number}`);
      }
    });
  });

  it('intraclass correlations and their intervals equal those of psych', () => {
    let compared = 0;
    tables.forEach(({ table }, number) => {
      const reference = intraclass[number];
      if (!reference) return;
      for (const [form, [expected, low, high]] of Object.entries(reference)) {
        const { interval, ...figure } = intraclassCorrelation(table, form as IntraclassForm);
        // Where nothing differs, or no unit from another, R divides rounding by rounding.
        const given = new Set(table.filter((row) => !row.includes(undefined)).flat());
        const isTrace = given.size === 1 || (expected !== null && Math.abs(expected) > 1e9);
        expectSame(figure, isTrace ? null : expected, `ICC(${form}) of table ${number}`);
        compared += 1;
        // R's own quantile of F is exact to 1e-8 only for some of the odd degrees of freedom here.
        if (!isTrace && interval && low !== null && high !== null) {
          expect(Math.abs(interval.low - low), `low end of ICC(${form}), table ${number}`).toBeLessThan(1e-7);
          expect(Math.abs(interval.high - high), `high end of ICC(${form}), table ${number}`).toBeLessThan(
            1e-7,
          );
        }
      }
    });
    expect(compared).toBeGreaterThan(600);
  });

  it('quantiles of F equal those of R', () => {
    for (const [probability, numerator, denominator, expected] of quantiles) {
      expect(fQuantile(probability, numerator, denominator) / expected).toBeCloseTo(1, 11);
    }
  });
});

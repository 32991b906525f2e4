import fc from 'fast-check';
import {
  competenciesOf,
  type Framework,
  type Indicator,
  OFF_SCALE_VALUES,
  scaleOf,
  statesOf,
} from '#shared/model/framework';
import { kindsOf, momentSchema } from '#shared/model/moment';
import type { ReviewContent } from '#shared/model/review';
import { DURATION_MS, idOf } from '../scoring/contents';

/** Anything that a reviewer may say under a framework. */
export function anyContent(framework: Framework): fc.Arbitrary<ReviewContent> {
  const competencies = competenciesOf(framework);
  const lines = competencies.flatMap((competency) =>
    competency.indicators.map((indicator: Indicator) => ({ competency, indicator })),
  );
  const marks = fc
    .tuple(
      ...lines.map(({ competency, indicator }) =>
        fc.option(
          fc.record({
            state: fc.constantFrom(...statesOf(competency, indicator)),
            note: fc.string({ maxLength: 10 }),
          }),
        ),
      ),
    )
    .map((chosen) =>
      entries(
        lines.map(({ indicator }) => indicator.code),
        chosen,
      ),
    );
  const ratings = fc
    .tuple(
      ...competencies.map((competency) => {
        const scale = scaleOf(framework, competency);
        const value = scale
          ? fc.option(fc.constantFrom(...scale.values.map(({ id }) => id), ...OFF_SCALE_VALUES))
          : fc.constant(null);
        return fc
          .record({ value, rationale: fc.string({ maxLength: 10 }) })
          .map((rating) =>
            rating.value === null
              ? rating.rationale === ''
                ? null
                : { rationale: rating.rationale }
              : { rationale: rating.rationale, value: rating.value },
          );
      }),
    )
    .map((chosen) =>
      entries(
        competencies.map(({ code }) => code),
        chosen,
      ),
    );
  const moments = fc
    .array(
      fc.record({
        kind: fc.constantFrom(...kindsOf(framework).map(({ id }) => id)),
        startMs: fc.nat(DURATION_MS),
        indicators: fc.subarray(lines.map(({ indicator }) => indicator.code)),
        competencies: fc.subarray(competencies.map(({ code }) => code)),
        note: fc.string({ maxLength: 10 }),
      }),
      { maxLength: 5 },
    )
    .map((chosen) =>
      Object.fromEntries(
        chosen.map((facts, index) => [
          idOf(index),
          momentSchema.parse({
            ...facts,
            id: idOf(index),
            polarity: 'shown',
            createdAt: '2026-11-22T18:00:00.000Z',
          }),
        ]),
      ),
    );
  const feedback = fc.constantFrom({}, { strengths: 'Hears a lot.' });
  return fc.record({ marks, ratings, moments, feedback }) as fc.Arbitrary<ReviewContent>;
}

function entries<Value>(codes: readonly string[], values: readonly (Value | null)[]): Record<string, Value> {
  return Object.fromEntries(
    codes.flatMap((code, index) => {
      const value = values[index];
      return value === null || value === undefined ? [] : [[code, value]];
    }),
  );
}

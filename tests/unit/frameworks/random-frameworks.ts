import fc from 'fast-check';
import type { CrosswalkLine } from '#shared/model/crosswalk';
import { codesOf, type Framework, frameworkSchema } from '#shared/model/framework';
import { TRAIL_KINDS } from '#shared/model/moment';

const TRAIL_KIND_IDS = TRAIL_KINDS.map(({ id }) => id);

/** Any text that a person could have written, with markup, quotes and line breaks among it. */
export function anyText(maxLength: number, minLength = 1): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ minLength, maxLength, unit: 'grapheme' }).filter((text) => text.length <= maxLength),
    fc.constantFrom('a <b> & "c" \'d\'', '“so”\n\tand so', ']]>', '<!-- -->', '-- &amp; --', '&#65;'),
  );
}

/** Makes a text of at least and at most so many characters. */
type TextMaker = (maxLength: number, minLength?: number) => fc.Arbitrary<string>;

function anyParts(text: TextMaker) {
  const uncertain = fc.option(text(60), { nil: undefined });

  const since = fc.option(
    fc.record(
      { change: fc.constantFrom('new', 'reworded'), note: text(40, 0), uncertain },
      { requiredKeys: ['change', 'note'] },
    ),
    { nil: undefined },
  );

  const indicator = fc.record({
    text: text(80),
    countsFor: fc.array(text(30, 0), { maxLength: 3 }),
    countsAgainst: fc.array(text(30, 0), { maxLength: 3 }),
    assessableFrom: fc.subarray(['audio', 'video', 'transcript'] as const),
    beyondOneSession: fc.boolean(),
    gate: fc.boolean(),
    sense: fc.constantFrom('wanted', 'unwanted'),
    note: text(40, 0),
    since,
    uncertain,
  });

  const scale = fc.record({
    title: text(30),
    labels: fc.array(fc.record({ label: text(20), anchor: text(40, 0) }), { minLength: 2, maxLength: 6 }),
    noOpportunity: fc.option(text(40, 0), { nil: undefined }),
    uncertain,
  });

  const competency = fc.record({
    title: text(30),
    definition: text(60, 0),
    scaleIndex: fc.option(fc.nat(9), { nil: undefined }),
    marking: fc.constantFrom('in-degrees', 'observed-or-not'),
    kinds: fc.subarray([...TRAIL_KIND_IDS, 'silence'], { maxLength: 3 }),
    borrowedFrom: fc.array(fc.nat(40), { maxLength: 3 }),
    indicators: fc.array(indicator, { maxLength: 4 }),
    since,
    uncertain,
  });

  const domain = fc.record({
    title: text(30),
    competencies: fc.array(competency, { minLength: 1, maxLength: 3 }),
    uncertain,
  });

  return { scale, domain };
}

/** Any framework that can be used, with everything that one can say. Its codes start with `prefix`. */
export function anyFramework(
  prefix = '',
  reference = { id: 'some', edition: '1' },
  text: TextMaker = anyText,
): fc.Arbitrary<Framework> {
  const { scale, domain } = anyParts(text);
  return fc
    .record({
      title: text(40),
      description: text(60, 0),
      sourceNote: text(60, 0),
      uncertain: fc.option(text(60), { nil: undefined }),
      scales: fc.array(scale, { maxLength: 3 }),
      domains: fc.array(domain, { minLength: 1, maxLength: 3 }),
    })
    .map(({ scales, domains, ...words }) => {
      let number = 0;
      const parts = domains.map(({ competencies, ...rest }, index) => ({
        ...rest,
        id: `${prefix}D${index}`,
        competencies: competencies.map((each) => {
          number += 1;
          const code = `${prefix}${number}`;
          return {
            ...each,
            code,
            indicators: each.indicators.map((line, at) => ({ ...line, code: `${code}.${at + 1}` })),
          };
        }),
      }));
      const all = parts.flatMap(({ competencies }) =>
        competencies.flatMap((each) => each.indicators.map((line) => ({ code: line.code, of: each.code }))),
      );
      return frameworkSchema.parse({
        ...defined(words),
        ...reference,
        schemaVersion: 1,
        language: 'en',
        kinds: [{ id: 'silence', label: 'Silence', leadMs: 1_000, lagMs: 0 }],
        scales: scales.map(({ labels, ...rest }, index) => ({
          ...defined(rest),
          id: `scale-${index}`,
          values: labels.map((value, at) => ({ ...value, id: `value-${at}` })),
        })),
        domains: parts.map((part) => ({
          ...defined(part),
          competencies: part.competencies.map(({ scaleIndex, borrowedFrom, ...each }) => ({
            ...defined(each),
            ...(scaleIndex !== undefined &&
              scales.length > 0 && { scaleId: `scale-${scaleIndex % scales.length}` }),
            borrowed: [...new Set(borrowedFrom)].flatMap((at) => {
              const line = all[at];
              return line && line.of !== each.code ? [line.code] : [];
            }),
          })),
        })),
      });
    });
}

/** Where words do not matter, they only cost time. */
const plainText: TextMaker = () => fc.constant('Words');

/** Two frameworks of which the first has a crosswalk to the second, with every relation that there is. */
export const anyPair: fc.Arbitrary<readonly [Framework, Framework]> = fc
  .tuple(
    anyFramework('', { id: 'some', edition: '1' }, plainText),
    anyFramework('N', { id: 'some', edition: '2' }, plainText),
  )
  .chain(([from, to]) =>
    fc.tuple(...codesOf(from).map((_, index) => anyLine(codesOf(to), index))).map((choices) => {
      const lines = codesOf(from).flatMap((code, index): CrosswalkLine[] => {
        const choice = choices[index];
        return choice ? [{ ...choice, from: code }] : [];
      });
      const crosswalks = lines.length === 0 ? [] : [{ to: { id: to.id, edition: to.edition }, lines }];
      // As in life, editions mostly share their scales.
      const later = to.domains.length % 2 === 0 ? to : withScalesOf(from, to);
      return [frameworkSchema.parse({ ...from, crosswalks }), later] as const;
    }),
  );

function withScalesOf(from: Framework, to: Framework): Framework {
  return frameworkSchema.parse({
    ...to,
    scales: from.scales,
    domains: to.domains.map((part) => ({
      ...part,
      competencies: part.competencies.map(({ scaleId: _, ...each }) => ({
        ...each,
        ...(from.scales[0] && { scaleId: from.scales[0].id }),
      })),
    })),
  });
}

function anyLine(
  codes: readonly string[],
  index: number,
): fc.Arbitrary<Omit<CrosswalkLine, 'from'> | undefined> {
  const note = plainText(30);
  const uncertain = fc.option(plainText(30), { nil: undefined });
  // Mostly in order, so that many items have a counterpart of their own.
  const one = fc
    .oneof({ weight: 4, arbitrary: fc.constant(index) }, fc.nat(codes.length - 1))
    .map((at) => codes.slice(at % codes.length, (at % codes.length) + 1));
  const single = fc.constantFrom('same', 'reworded', 'moved', 'merged' as const);
  return fc
    .oneof(
      fc.constant(undefined),
      note.map((text) => ({ to: [], relation: 'dropped' as const, note: text })),
      { weight: 5, arbitrary: fc.record({ to: one, relation: single, note, uncertain }).map(defined) },
      {
        weight: 1,
        arbitrary: fc.record({
          to: fc.subarray([...codes], { maxLength: Math.min(3, codes.length) }),
          relation: fc.constant('split' as const),
          note,
        }),
      },
    )
    .map((line) => (line?.relation === 'split' && line.to.length < 2 ? undefined : line)) as fc.Arbitrary<
    Omit<CrosswalkLine, 'from'> | undefined
  >;
}

/** Without the members that are `undefined`: in a file they would be absent. */
function defined<Value extends object>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

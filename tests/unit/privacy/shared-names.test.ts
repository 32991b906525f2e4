import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packagedSessionSchema } from '#shared/model/package';
import { personSchema } from '#shared/model/profile';
import { submittedReviewSchema } from '#shared/model/review';
import { greetingTextLimit, reviewTextLimit, sessionTextLimit } from '#shared/privacy/shared-names';

type JsonSchema = {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  format?: string;
  maxLength?: number;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
};

/** Each place of a schema where anything can be written, with the most characters it may have. */
function freeTextsOf(schema: z.ZodType): Map<string, number> {
  const root = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema;
  const found = new Map<string, number>();
  function visit(part: JsonSchema, path: readonly string[]): void {
    const named = part.$ref && root.$defs?.[part.$ref.replace('#/$defs/', '')];
    if (named) visit(named, path);
    const isFree = part.type === 'string' && !part.enum && !part.pattern && !part.format;
    if (isFree && part.const === undefined) found.set(path.join('/'), part.maxLength ?? Infinity);
    for (const [key, property] of Object.entries(part.properties ?? {})) visit(property, [...path, key]);
    if (typeof part.additionalProperties === 'object') visit(part.additionalProperties, [...path, '*']);
    if (part.items) visit(part.items, path);
    for (const choice of [...(part.anyOf ?? []), ...(part.oneOf ?? []), ...(part.allOf ?? [])])
      visit(choice, path);
  }
  visit(root, []);
  return found;
}

/** What nobody writes by hand: it names kinds, codes and formats. */
const NOT_BY_HAND =
  /(^|\/)(mimeType|extension|code|codec|kind|framework\/(id|edition)|language|container|indicators|competencies|ratings\/\*\/value)$/;

describe.each([
  ['session', packagedSessionSchema, sessionTextLimit],
  ['review', submittedReviewSchema, reviewTextLimit],
  ['sender', z.object({ sender: personSchema }), greetingTextLimit],
])('in the %s of a package', (_name, schema, limitOf) => {
  const texts = freeTextsOf(schema);

  it('names are looked for in every place where people write, whatever is added to it', () => {
    const unlooked = [...texts.keys()].filter((path) => limitOf(path.split('/')) === undefined);
    expect(unlooked.filter((path) => !NOT_BY_HAND.test(path))).toEqual([]);
  });

  it('a text is never made longer than its field', () => {
    const tooLong = [...texts].filter(([path, maxLength]) => (limitOf(path.split('/')) ?? 0) > maxLength);
    expect(tooLong).toEqual([]);
  });
});

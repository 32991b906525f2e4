import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { competenciesOf, type Framework, frameworkSchema, type Indicator } from '#shared/model/framework';

const folder = join(import.meta.dirname, '../../../resources/frameworks');

/** A framework that ships, by its name and edition, such as `core-competencies@2025`. */
export function shipped(name: string): Framework {
  return frameworkSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
}

export const SHIPPED: readonly Framework[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => shipped(name.slice(0, -'.json'.length)));

export function indicatorsOf(framework: Framework): readonly Indicator[] {
  return competenciesOf(framework).flatMap(({ indicators }) => indicators);
}

/** How many indicators each competency has, by its code, gates left out. */
export function countsOf(framework: Framework): Readonly<Record<string, number>> {
  return Object.fromEntries(
    competenciesOf(framework).map(({ code, indicators }) => [
      code,
      indicators.filter(({ gate }) => !gate).length,
    ]),
  );
}

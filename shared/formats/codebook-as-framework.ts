import type { z } from 'zod';
import type { Framework, frameworkSchema } from '../model/framework';
import { type CodebookCode, depthOf } from './codebook';

type FrameworkInput = z.input<typeof frameworkSchema>;
type DomainInput = FrameworkInput['domains'][number];
type CompetencyInput = DomainInput['competencies'][number];
type IndicatorInput = CompetencyInput['indicators'][number];

/** What a codebook does not say about itself as a framework. */
type CodebookFacts = Pick<Framework, 'id' | 'edition' | 'title' | 'sourceNote'>;

/** The name of what holds codes that stand alone in a codebook. */
const LOOSE_TITLE = 'Codes';

/**
 * Makes a framework of any codebook. Codes that hold codes that hold codes become domains; those below them
 * competencies, which are marked and not rated; all under these become indicators, with the way to them in their text
 * where there are more levels. A code's own number at the head of its name is kept as its code where it is the only
 * one. Names and descriptions are kept whole; colours mean nothing here.
 *
 * @returns what is still to be checked with the framework's schema
 */
export function codebookAsFramework(codes: readonly CodebookCode[], facts: CodebookFacts): FrameworkInput {
  const [only, ...others] = codes;
  // One code around everything is the book itself.
  const isWrapped = only !== undefined && others.length === 0 && depthOf(only) >= 4;
  return {
    schemaVersion: 1,
    language: 'und',
    ...facts,
    ...(isWrapped && { title: only.name, description: only.description }),
    scales: [],
    domains: new CodebookReading().domainsOf(isWrapped ? only.codes : codes),
  };
}

class CodebookReading {
  readonly #taken = new Set<string>();
  #domains = 0;
  #competencies = 0;

  domainsOf(codes: readonly CodebookCode[]): DomainInput[] {
    const domains: DomainInput[] = [];
    for (const code of codes.filter((each) => depthOf(each) >= 3)) {
      const leaves = code.codes.filter((each) => each.codes.length === 0);
      const groups = code.codes.filter((each) => each.codes.length > 0);
      domains.push(
        this.#domain(code.name, code.description, [
          ...(leaves.length > 0 ? [{ ...code, description: '', codes: leaves }] : []),
          ...groups,
        ]),
      );
    }
    const groups = codes.filter((each) => depthOf(each) === 2);
    const loose = codes.filter((each) => each.codes.length === 0);
    const rest = [
      ...groups,
      ...(loose.length > 0 ? [{ name: LOOSE_TITLE, description: '', isCodable: false, codes: loose }] : []),
    ];
    if (rest.length > 0) domains.push(this.#domain(LOOSE_TITLE, '', rest));
    return domains;
  }

  #domain(title: string, description: string, groups: readonly CodebookCode[]): DomainInput {
    this.#domains += 1;
    return {
      id: `D${this.#domains}`,
      title,
      description,
      competencies: groups.map((group) => this.#competency(group)),
    };
  }

  #competency(group: CodebookCode): CompetencyInput {
    this.#competencies += 1;
    const { code, rest } = this.#name(group.name, String(this.#competencies));
    let count = 0;
    const read = (each: CodebookCode, way: readonly string[]): IndicatorInput[] => {
      count += 1;
      const named = this.#name(each.name, `${code}.${count}`);
      const indicator = {
        code: named.code,
        text: [...way, named.rest].join(' › '),
        note: each.description,
      };
      return [indicator, ...each.codes.flatMap((under) => read(under, [...way, named.rest]))];
    };
    return {
      code,
      title: rest,
      definition: group.description,
      indicators: group.codes.flatMap((each) => read(each, [])),
    };
  }

  /** The code at the head of a name, where it has one that nobody else has; else the one given. */
  #name(name: string, fallback: string): { code: string; rest: string } {
    const head = /^([\p{L}]{0,4}\d[\w.]{0,20}|\p{Lu}{2,4}(?:\.\w{1,20})?)[\s:]+(?=\S)/u.exec(name);
    const own = head?.[1]?.replace(/\.$/, '');
    if (head && own && !this.#taken.has(own)) {
      this.#taken.add(own);
      return { code: own, rest: name.slice(head[0].length) };
    }
    let code = fallback;
    for (let more = 2; this.#taken.has(code); more += 1) code = `${fallback}-${more}`;
    this.#taken.add(code);
    return { code, rest: name };
  }
}

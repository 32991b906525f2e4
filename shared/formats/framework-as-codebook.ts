import { type Competency, type Framework, type Indicator, scaleOf } from '../model/framework';
import type { CodebookCode } from './codebook';

/**
 * A framework as other tools can show it: the framework, its domains, competencies and indicators as codes within
 * each other, and all that a code cannot say as sentences in its description.
 */
export function frameworkAsCodebook(framework: Framework): CodebookCode {
  return {
    name: `${framework.title}, edition ${framework.edition}`,
    description: paragraphs(framework.description, framework.sourceNote, uncertainty(framework.uncertain)),
    isCodable: false,
    codes: framework.domains.map((domain) => ({
      name: domain.title,
      description: paragraphs(domain.description, uncertainty(domain.uncertain)),
      isCodable: false,
      codes: domain.competencies.map((competency) => competencyAsCode(framework, competency)),
    })),
  };
}

function competencyAsCode(framework: Framework, competency: Competency): CodebookCode {
  const scale = scaleOf(framework, competency);
  const { code, title, definition, borrowed, since, uncertain, indicators } = competency;
  return {
    name: `${code} ${title}`,
    description: paragraphs(
      definition,
      borrowed.length > 0 && `Read through ${borrowed.join(', ')}.`,
      scale && `Rated from low to high: ${scale.values.map(({ label }) => label).join(', ')}.`,
      since && describeSince(since),
      uncertainty(uncertain),
    ),
    isCodable: true,
    codes: indicators.map(indicatorAsCode),
  };
}

function indicatorAsCode(indicator: Indicator): CodebookCode {
  const { code, text, countsFor, countsAgainst, assessableFrom, note, since, uncertain } = indicator;
  return {
    name: `${code} ${text}`,
    description: paragraphs(
      indicator.gate && 'A gate: no rating makes up for it.',
      indicator.sense === 'unwanted' && 'A warning sign: observing it speaks against.',
      countsFor.length > 0 && `Counts for: ${countsFor.join('; ')}`,
      countsAgainst.length > 0 && `Counts against: ${countsAgainst.join('; ')}`,
      assessableFrom.length > 0 && `Assessable from: ${assessableFrom.join(', ')}`,
      indicator.beyondOneSession && 'Not visible in one session.',
      note,
      since && describeSince(since),
      uncertainty(uncertain),
    ),
    isCodable: true,
    codes: [],
  };
}

function describeSince({ change, note, uncertain }: NonNullable<Indicator['since']>): string {
  const what = change === 'new' ? 'New in this edition' : 'Reworded in this edition';
  return paragraphs(note === '' ? `${what}.` : `${what}: ${note}`, uncertainty(uncertain));
}

function uncertainty(reason: string | undefined): string | undefined {
  return reason && `Not certain: ${reason}`;
}

function paragraphs(...texts: readonly (string | false | undefined)[]): string {
  return texts.filter(Boolean).join('\n');
}

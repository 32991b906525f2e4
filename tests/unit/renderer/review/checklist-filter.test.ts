import { describe, expect, test } from 'vitest';
import { competenciesOf } from '#shared/model/framework';
import type { ReviewContent } from '#shared/model/review';
import {
  type ChecklistFilter,
  matchesSearch,
  passesFilter,
  selectChecklist,
} from '../../../../renderer/features/review/checklist-filter';
import { indexEvidence } from '../../../../renderer/features/review/evidence-index';
import { someFramework } from './some-framework';
import { someMoment } from './some-moment';

const allCodes = competenciesOf(someFramework).flatMap(({ indicators }) =>
  indicators.map(({ code }) => code),
);
const marks: ReviewContent['marks'] = {
  'A.1': { state: 'observed', note: '' },
  'A.2': { state: 'partly', note: '' },
  'B.1': { state: 'not-observed', note: '' },
};
const evidence = indexEvidence([someMoment(1, { indicators: ['A.1'] })]);

function codesOf(filter: ChecklistFilter): string[] {
  return allCodes.filter((code) => passesFilter(filter, code, marks, evidence));
}

function found(search: string): string[] {
  return selectChecklist(someFramework, (indicator, competency) =>
    matchesSearch(search, indicator, competency),
  ).flatMap(({ parts }) => parts.flatMap(({ indicators }) => indicators.map(({ code }) => code)));
}

describe('what the checklist shows', () => {
  test('all lines, or those still unmarked', () => {
    expect(codesOf('all')).toEqual(allCodes);
    expect(codesOf('unmarked')).toEqual(['B.2']);
  });

  test('lines that say something was heard and name no moment', () => {
    expect(codesOf('without-evidence')).toEqual(['A.2']);
  });

  test('finds by words of the line, by code and by competency, in any order and case', () => {
    expect(found('ASKED outcome')).toEqual(['A.2']);
    expect(found('b.1')).toEqual(['B.1']);
    expect(found('closing')).toEqual(['B.1', 'B.2']);
    expect(found('')).toEqual(allCodes);
  });

  test('leaves out competencies and domains without a line', () => {
    const domains = selectChecklist(someFramework, (indicator) => indicator.code === 'B.2');
    expect(domains.map(({ title }) => title)).toEqual(['Apart']);
    expect(domains[0]?.parts.map(({ competency }) => competency.code)).toEqual(['B']);
  });
});

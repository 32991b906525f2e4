import { describe, expect, it } from 'vitest';
import {
  addCrosswalk,
  changeCrosswalk,
  codesNowhere,
  leadTo,
  newLine,
  relationsFor,
  removeCrosswalk,
} from '#shared/frameworks/edit-crosswalks';
import { addKind, changeKind, removeKind, renameScale } from '#shared/frameworks/edit-kinds';
import { finishedContent } from '#shared/frameworks/finish-draft';
import { draftFrom } from '#shared/frameworks/start-draft';
import { competenciesOf, type Framework, frameworkSchema } from '#shared/model/framework';
import { type DraftContent, draftContentSchema } from '#shared/model/framework-draft';
import { describeFrameworkProblem } from '#shared/model/framework-problems';
import { keyOfSelected, selectedOfPath } from '../../../renderer/features/frameworks/editor/outline-rows';
import { FRAMEWORK } from '../scoring/contents';

const content = draftContentSchema.parse(FRAMEWORK);
const kindsNamed = (draft: DraftContent) =>
  draft.domains.flatMap(({ competencies }) => competencies.flatMap(({ kinds }) => kinds));

function naming(kind: string): DraftContent {
  const named = structuredClone(addKind(content));
  for (const { competencies } of named.domains) for (const each of competencies) each.kinds = [kind];
  return named;
}

describe('kinds of moment in a draft', () => {
  it('get a name of their own and become those of a framework once they have words', () => {
    const [first, second] = addKind(addKind(content)).kinds;
    expect([first?.id, second?.id]).toEqual(['kind-1', 'kind-2']);
    const written = changeKind(addKind(content), 0, { label: 'Laughter', leadMs: 2_500, lagMs: 0 });
    expect(frameworkSchema.parse(written).kinds).toEqual([
      { id: 'kind-1', label: 'Laughter', description: '', leadMs: 2_500, lagMs: 0 },
    ]);
  });

  it('take their name along to the competencies, and out of them when they go', () => {
    const renamed = changeKind(naming('kind-1'), 0, { id: 'laughter' });
    expect(new Set(kindsNamed(renamed))).toEqual(new Set(['laughter']));
    expect(kindsNamed(removeKind(renamed, 0))).toEqual([]);
  });

  it('leave the competencies alone while two have one name', () => {
    const twice = changeKind(addKind(naming('kind-1')), 1, { id: 'kind-1' });
    expect(kindsNamed(changeKind(twice, 1, { id: 'other' }))).toContain('kind-1');
    expect(kindsNamed(removeKind(twice, 1))).toContain('kind-1');
  });
});

it('a scale that gets another name is still the one that competencies are rated on', () => {
  const renamed = renameScale(content, 0, 'depth');
  const used = competenciesOf(renamed as Framework).map(({ scaleId }) => scaleId);
  expect(new Set(used)).toEqual(new Set(['depth']));
  expect(frameworkSchema.safeParse(renamed).success).toBe(true);
});

describe('a crosswalk in a draft', () => {
  const to = { id: 'other', edition: '1' };

  it('begins with a line for every code and can be finished as it is', () => {
    const begun = addCrosswalk(content, to);
    expect(begun.crosswalks.at(-1)?.lines.every(({ relation }) => relation === 'dropped')).toBe(true);
    expect(frameworkSchema.safeParse(begun).success).toBe(true);
    expect(removeCrosswalk(begun, begun.crosswalks.length - 1)).toEqual(content);
  });

  it('always says of a line what can be said of so many codes', () => {
    const line = newLine('A.1');
    expect(leadTo(line, ['X']).relation).toBe('reworded');
    expect(leadTo({ ...line, relation: 'merged', to: ['X'] }, ['X', 'Y']).relation).toBe('merged');
    expect(leadTo({ ...line, relation: 'same', to: ['X'] }, ['X', 'Y']).relation).toBe('split');
    expect(leadTo({ ...line, relation: 'same', to: ['X'] }, []).relation).toBe('dropped');
    expect([0, 1, 2].map(relationsFor)).toEqual([
      ['dropped'],
      ['same', 'reworded', 'moved', 'merged'],
      ['split', 'merged'],
    ]);
  });

  it('may lead nowhere while it is written, which is told', () => {
    const begun = addCrosswalk(content, to);
    const wrong = changeCrosswalk(begun, begun.crosswalks.length - 1, (crosswalk) => ({
      ...crosswalk,
      lines: [leadTo(newLine('A.1'), ['Z.9', 'A.2'])],
    }));
    expect(draftContentSchema.safeParse(wrong).success).toBe(true);
    const last = wrong.crosswalks.at(-1);
    expect(last && [...codesNowhere(last, FRAMEWORK)]).toEqual(['Z.9']);
  });
});

it('a problem opens the part that it lies in', () => {
  const wrong = structuredClone(addCrosswalk(addKind(content), { id: '', edition: '1' }));
  const [indicator] = wrong.domains[0]?.competencies[0]?.indicators ?? [];
  if (!indicator || !wrong.scales[0]) throw new Error('The small framework has both');
  indicator.text = '';
  wrong.scales[0].title = '';
  wrong.sourceNote = 'x'.repeat(5_000);
  const issues = frameworkSchema.safeParse(wrong).error?.issues ?? [];
  const opened = issues.map((issue) => [
    keyOfSelected(selectedOfPath(issue.path)),
    describeFrameworkProblem(issue, wrong),
  ]);
  expect(opened.map(([key]) => key).toSorted()).toEqual([
    'about',
    'crosswalk 0',
    'kind 0',
    'part 0 0 0',
    'scale 0',
  ]);
});

it('what the author wrote of a change stays when the edition is finished', () => {
  const draft = structuredClone(draftFrom(FRAMEWORK, 'edition', () => false));
  const [indicator] = draft.domains[0]?.competencies[0]?.indicators ?? [];
  if (!indicator) throw new Error('The small framework has an indicator');
  indicator.text = 'Other words';
  indicator.since = { change: 'reworded', note: 'Shorter', uncertain: 'My reading.' };
  const finished = finishedContent(draft, FRAMEWORK);
  expect(finished.domains[0]?.competencies[0]?.indicators[0]?.since).toEqual(indicator.since);
  indicator.since = { change: 'new', note: 'Wrong' };
  expect(finishedContent(draft, FRAMEWORK).domains[0]?.competencies[0]?.indicators[0]?.since).toEqual({
    change: 'reworded',
    note: '',
  });
});

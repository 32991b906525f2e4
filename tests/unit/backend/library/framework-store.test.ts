import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Crosswalk, CrosswalkLine } from '#shared/model/crosswalk';
import type { Framework, Indicator } from '#shared/model/framework';
import { importFramework } from '../../../../electron/backend/exchange/framework-import';
import { parseFramework } from '../../../../electron/backend/library/framework-store';
import { FRAMEWORK } from '../../scoring/contents';
import { temporaryFolders } from '../media/temporary-folder';
import { openLibrary, readJson } from './test-library';

const makeFolder = temporaryFolders();

function parse(change: (framework: Framework) => void): Framework {
  const framework = structuredClone(FRAMEWORK);
  change(framework);
  return parseFramework(JSON.stringify(framework), 'mine.json');
}

function competency(framework: Framework, index: number) {
  const found = framework.domains[0]?.competencies[index];
  if (!found) throw new Error('The small framework has two competencies');
  return found;
}

function crosswalk(...lines: Omit<CrosswalkLine, 'note'>[]): Crosswalk {
  return { to: { id: 'other', edition: '1' }, lines: lines.map((line) => ({ ...line, note: '' })) };
}

describe('a framework file', () => {
  it('is read', () => {
    expect(parse(() => {})).toEqual(FRAMEWORK);
  });

  it('without anything that is rated is read', () => {
    const unrated = parse((framework) => {
      framework.scales = [];
      for (const each of framework.domains[0]?.competencies ?? []) delete each.scaleId;
    });
    expect(unrated.scales).toEqual([]);
  });

  it('of ten thousand indicators is read', () => {
    const large = parse((framework) => {
      competency(framework, 0).indicators = Array.from({ length: 10_000 }, (_, index) => ({
        ...(competency(framework, 0).indicators[0] as Indicator),
        code: `A.${index}`,
      }));
    });
    expect(competency(large, 0).indicators).toHaveLength(10_000);
  });

  it('with markup in its texts keeps them as they are', () => {
    const text = '<img src=x onerror=alert(1)> & “so on”';
    const marked = parse((framework) => {
      competency(framework, 0).definition = text;
    });
    expect(competency(marked, 0).definition).toBe(text);
  });

  it.each<[string, (framework: Framework) => void, string]>([
    [
      'a missing scale',
      (framework) => {
        competency(framework, 1).scaleId = 'five';
      },
      'competency B is rated on the scale “five”, which is missing',
    ],
    [
      'no scale at all',
      (framework) => {
        framework.scales = [];
      },
      'competency A is rated on the scale “four”, which is missing',
    ],
    [
      'a scale of one value',
      (framework) => {
        framework.scales[0]?.values.splice(1);
      },
      'scale four: its list of values is too short: a scale needs at least two values',
    ],
    [
      'two competencies of one code',
      (framework) => {
        competency(framework, 1).code = 'A';
      },
      'the competency code “A” appears twice',
    ],
    [
      'two indicators of one code',
      (framework) => {
        const [indicator] = competency(framework, 1).indicators;
        if (indicator) indicator.code = 'A.1';
      },
      'the indicator code “A.1” appears twice',
    ],
    [
      'a kind that it does not define',
      (framework) => {
        competency(framework, 0).kinds = ['silence'];
      },
      'names the kind of moment “silence”, which is missing',
    ],
    [
      'a kind with the name of one of ours',
      (framework) => {
        framework.kinds = [{ id: 'closing', label: 'Closing', description: '', leadMs: 0, lagMs: 0 }];
      },
      'the kind of moment “closing” appears twice',
    ],
    [
      'a value that is kept for ratings off the scale',
      (framework) => {
        const [value] = framework.scales[0]?.values ?? [];
        if (value) value.id = 'no-opportunity';
      },
      'value no-opportunity of scale four: its name is reserved for ratings beside the scale',
    ],
    [
      'an id that would be a path',
      (framework) => {
        framework.id = '../../profile';
      },
      'its name is “../../profile” and must be lower-case words joined by hyphens',
    ],
    [
      'a title that is a number',
      (framework) => {
        (framework as { title: unknown }).title = 5;
      },
      'its title is 5 and must be a text',
    ],
    [
      'an empty text',
      (framework) => {
        const indicator = competency(framework, 0).indicators[1];
        if (indicator) indicator.text = '';
      },
      'indicator A.2: its text is empty',
    ],
    [
      'an indicator without a code',
      (framework) => {
        const indicator: Partial<Indicator> | undefined = competency(framework, 0).indicators[1];
        delete indicator?.code;
      },
      'indicator number 2 of competency A: its code is missing',
    ],
    [
      'something else than an indicator',
      (framework) => {
        (competency(framework, 0).indicators as unknown[])[1] = 'Asks';
      },
      'indicator number 2 of competency A: it is “Asks” and must be a group of fields',
    ],
    [
      'a medium that is none',
      (framework) => {
        (competency(framework, 0).indicators[1] as { assessableFrom: string[] }).assessableFrom = ['smell'];
      },
      'medium number 1 of indicator A.2: it is “smell” and must be “audio” or “video” or “transcript”',
    ],
    [
      'a phrase that is too long',
      (framework) => {
        competency(framework, 0).indicators[1]?.countsAgainst.push('x'.repeat(501));
      },
      'phrase under what counts against it number 1 of indicator A.2: it is too long: at most 500 characters',
    ],
    [
      'a lead of years',
      (framework) => {
        framework.kinds = [{ id: 'silence', label: 'Silence', description: '', leadMs: 9e9, lagMs: 0 }];
      },
      'kind of moment silence: its lead is too high: at most 120000',
    ],
    [
      'no domain',
      (framework) => {
        framework.domains = [];
      },
      'its list of domains is empty',
    ],
    [
      'a version of tomorrow',
      (framework) => {
        (framework as { schemaVersion: number }).schemaVersion = 2;
      },
      'its version of the file format is 2 and must be “1”',
    ],
    [
      'one code for a competency and an indicator',
      (framework) => {
        competency(framework, 1).code = 'A.1';
      },
      'the code “A.1” names a competency and an indicator',
    ],
    [
      'a borrowed indicator that is not there',
      (framework) => {
        competency(framework, 1).borrowed = ['A.9'];
      },
      'competency B borrows the indicator “A.9”, which is missing',
    ],
    [
      'an indicator borrowed from itself',
      (framework) => {
        competency(framework, 0).borrowed = ['A.1'];
      },
      'competency A borrows its own indicator “A.1”',
    ],
    [
      'a crosswalk from a code that is not there',
      (framework) => {
        framework.crosswalks = [crosswalk({ from: 'Z', to: ['A'], relation: 'same' })];
      },
      'the crosswalk to other@1 starts from “Z”, which is missing',
    ],
    [
      'two lines from one code',
      (framework) => {
        const line = { from: 'A', to: ['A'], relation: 'same' } as const;
        framework.crosswalks = [crosswalk({ ...line, to: ['A'] }, { ...line, to: ['B'] })];
      },
      'the starting point of the crosswalk to other@1: “A” appears twice',
    ],
    [
      'a line that leads nowhere and does not say so',
      (framework) => {
        framework.crosswalks = [crosswalk({ from: 'A', to: [], relation: 'moved' })];
      },
      'line “A” of crosswalk to other@1: it says “moved” and leads nowhere',
    ],
    [
      'a line that says “dropped” and leads somewhere',
      (framework) => {
        framework.crosswalks = [crosswalk({ from: 'A', to: ['B'], relation: 'dropped' })];
      },
      'line “A” of crosswalk to other@1: it says “dropped” and yet leads somewhere',
    ],
    [
      'a crosswalk to itself',
      (framework) => {
        const lines = [{ from: 'A', to: ['A'], relation: 'same' as const, note: '' }];
        framework.crosswalks = [{ to: { id: framework.id, edition: framework.edition }, lines }];
      },
      'a crosswalk leads to the framework itself',
    ],
  ])('with %s is refused, and the reason named', (_what, change, reason) => {
    expect(() => parse(change)).toThrow(
      expect.objectContaining({
        name: 'UserError',
        code: 'bad-request',
        message: expect.stringContaining(reason),
      }),
    );
    expect(() => parse(change)).toThrow(/^“mine\.json”.*Nothing was imported\.$/);
  });

  it('with much that is wrong names the first five and says that there is more', () => {
    const wrong = () =>
      parse((framework) => {
        competency(framework, 0).kinds = Array.from({ length: 11 }, (_, index) => `silence-${index}`);
      });
    expect(wrong).toThrow(/; and 6 more\. Nothing was imported\.$/);
  });

  it.each(['', '{', 'PK', '[]', 'null'])('that is %j is refused', (text) => {
    expect(() => parseFramework(text, 'mine.json')).toThrow(/^“mine\.json” is not a framework/);
  });
});

describe('the frameworks of a library', () => {
  it('are those of the program and those that were added, also after it was opened again', async () => {
    const folder = await makeFolder();
    const { library } = await openLibrary(folder);
    const builtIn = library.frameworks.list().length;
    expect(await library.frameworks.add(FRAMEWORK)).toMatchObject({ id: 'small', builtIn: false });
    await library.close();
    expect(await readJson(join(folder, 'frameworks', 'small@1.json'))).toEqual(FRAMEWORK);
    const { library: again } = await openLibrary(folder);
    expect(again.frameworks.get({ id: 'small', edition: '1' })).toEqual(FRAMEWORK);
    expect(again.frameworks.list()).toHaveLength(builtIn + 1);
    await again.close();
  });

  it('keep an edition as it is: the same again changes nothing, another content is refused', async () => {
    const folder = await makeFolder();
    const { library } = await openLibrary(folder);
    await library.frameworks.add(FRAMEWORK);
    await library.frameworks.add(structuredClone(FRAMEWORK));
    await expect(library.frameworks.add({ ...FRAMEWORK, title: 'Another' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('with other content. Give the new one another edition'),
    });
    await library.frameworks.add({ ...FRAMEWORK, title: 'Another', edition: '2' });
    expect((await readdir(join(folder, 'frameworks'))).sort()).toEqual(['small@1.json', 'small@2.json']);
    await library.close();
  });

  it('are refused with a crosswalk that leads nowhere in a framework that is here', async () => {
    const { library } = await openLibrary(await makeFolder());
    const leading = (to: string, edition: string) =>
      JSON.stringify({
        ...FRAMEWORK,
        crosswalks: [
          { to: { id: 'core-competencies', edition }, lines: [{ from: 'A', to: [to], relation: 'moved' }] },
        ],
      });
    await expect(importFramework(library.frameworks, leading('3.99', '2025'), 'mine.json')).rejects.toThrow(
      '“mine.json” is not a framework that can be used: the crosswalk to core-competencies@2025 leads from “A” to “3.99”, which is not there. Nothing was imported.',
    );
    expect(library.frameworks.find(FRAMEWORK)).toBeUndefined();
    // Where the other one is not here, nobody can tell.
    await importFramework(library.frameworks, leading('3.99', '2040'), 'mine.json');
    expect(library.frameworks.find(FRAMEWORK)).toBeDefined();
    await library.close();
  });

  it('that cannot be read do not take the others away', async () => {
    const folder = await makeFolder();
    await (await openLibrary(folder)).library.close();
    await writeFile(join(folder, 'frameworks', 'broken@1.json'), '{');
    const { library, errors } = await openLibrary(folder);
    expect(library.frameworks.list().length).toBeGreaterThan(1);
    expect(errors).toEqual(['The framework file broken@1.json cannot be read']);
    expect(() => library.frameworks.get({ id: 'broken', edition: '1' })).toThrow(
      'The framework “broken”, edition 1, is not in this library.',
    );
    await library.close();
  });
});

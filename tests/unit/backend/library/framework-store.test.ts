import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Framework } from '#shared/model/framework';
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

describe('a framework file', () => {
  it('is read', () => {
    expect(parse(() => {})).toEqual(FRAMEWORK);
  });

  it.each<[string, (framework: Framework) => void, string]>([
    [
      'a missing scale',
      (framework) => {
        competency(framework, 1).scaleId = 'five';
      },
      'competency B is rated on the scale "five", which is missing',
    ],
    [
      'no scale at all',
      (framework) => {
        framework.scales = [];
      },
      'the framework has no rating scale',
    ],
    [
      'a scale of one value',
      (framework) => {
        framework.scales[0]?.values.splice(1);
      },
      'a scale needs at least two values',
    ],
    [
      'two competencies of one code',
      (framework) => {
        competency(framework, 1).code = 'A';
      },
      'the competency code "A" appears twice',
    ],
    [
      'two indicators of one code',
      (framework) => {
        const [indicator] = competency(framework, 1).indicators;
        if (indicator) indicator.code = 'A.1';
      },
      'the indicator code "A.1" appears twice',
    ],
    [
      'a kind that it does not define',
      (framework) => {
        competency(framework, 0).kinds = ['silence'];
      },
      'names the kind of moment "silence", which is missing',
    ],
    [
      'a kind with the name of one of ours',
      (framework) => {
        framework.kinds = [{ id: 'closing', label: 'Closing', description: '', leadMs: 0, lagMs: 0 }];
      },
      'the kind of moment "closing" appears twice',
    ],
    [
      'a value that is kept for ratings off the scale',
      (framework) => {
        const [value] = framework.scales[0]?.values ?? [];
        if (value) value.id = 'no-opportunity';
      },
      'scales.0.values.0.id: is reserved for off-scale ratings',
    ],
    [
      'an id that would be a path',
      (framework) => {
        framework.id = '../../profile';
      },
      'id: must be lower-case words joined by hyphens',
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
        framework.kinds = Array.from({ length: 12 }, () => ({
          id: 'silence',
          label: 'Silence',
          description: '',
          leadMs: 0,
          lagMs: 0,
        }));
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

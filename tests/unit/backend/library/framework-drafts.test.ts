import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeIndicator, removePart } from '#shared/frameworks/edit-draft';
import { FRAMEWORK, idOf } from '../../scoring/contents';
import { temporaryFolders } from '../media/temporary-folder';
import { openLibrary } from './test-library';

const makeFolder = temporaryFolders();
const place = { domain: 0, competency: 0, indicator: 0 };
const reference = { id: FRAMEWORK.id, edition: FRAMEWORK.edition };

async function withFramework(folder: string) {
  const opened = await openLibrary(folder);
  await opened.library.frameworks.add(FRAMEWORK);
  return opened.library;
}

describe('a framework that is being written', () => {
  it('is there after a restart as it was saved last, and cannot be used before it is finished', async () => {
    const folder = await makeFolder();
    const library = await withFramework(folder);
    const { draftId } = await library.frameworkDrafts.start({ as: 'edition', framework: reference });
    const { content } = await library.frameworkDrafts.get(draftId);
    const odd = changeIndicator(content, place, { code: 'A.2', text: '' });
    await library.frameworkDrafts.save(draftId, odd);
    await library.close();

    const { library: again } = await openLibrary(folder);
    expect(await again.frameworkDrafts.list()).toMatchObject([
      { id: draftId, title: FRAMEWORK.title, edition: '2', basedOn: reference },
    ]);
    expect((await again.frameworkDrafts.get(draftId)).content).toEqual(odd);
    expect(again.frameworks.find({ id: FRAMEWORK.id, edition: '2' })).toBeUndefined();
    await again.close();
  });

  it('is not finished while something is wrong in it, which is named, and stays', async () => {
    const library = await withFramework(await makeFolder());
    const { draftId } = await library.frameworkDrafts.start({ as: 'edition', framework: reference });
    const { content } = await library.frameworkDrafts.get(draftId);
    await library.frameworkDrafts.save(
      draftId,
      changeIndicator(
        {
          ...content,
          scales: content.scales.map((scale) => ({ ...scale, values: scale.values.slice(0, 1) })),
        },
        place,
        { text: '' },
      ),
    );
    await expect(library.frameworkDrafts.finish(draftId)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(
        /cannot be finished yet: .*scale four: its list of values is too short: a scale needs at least two values.*indicator A\.1: its text is empty/,
      ),
    });
    await library.frameworkDrafts.save(draftId, { ...content, edition: reference.edition });
    await expect(library.frameworkDrafts.finish(draftId)).rejects.toMatchObject({ code: 'conflict' });
    expect(await library.frameworkDrafts.list()).toHaveLength(1);
    expect(library.frameworks.get(reference)).toEqual(FRAMEWORK);
    await library.close();
  });

  it('becomes an edition beside the one before, which stays as it was', async () => {
    const folder = await makeFolder();
    const library = await withFramework(folder);
    const { draftId } = await library.frameworkDrafts.start({ as: 'edition', framework: reference });
    const { content } = await library.frameworkDrafts.get(draftId);
    await library.frameworkDrafts.save(draftId, removePart(content, place));
    const next = await library.frameworkDrafts.finish(draftId);
    expect(next).toMatchObject({ id: FRAMEWORK.id, edition: '2', builtIn: false, crosswalksTo: [reference] });
    expect(await library.frameworkDrafts.list()).toEqual([]);
    expect(await readdir(join(folder, 'framework-drafts'))).toEqual([]);
    expect(library.frameworks.get(reference)).toEqual(FRAMEWORK);
    await expect(library.frameworkDrafts.get(draftId)).rejects.toMatchObject({ code: 'not-found' });
    await library.close();
  });

  it('gets a name of its own, whoever else is being written', async () => {
    const library = await withFramework(await makeFolder());
    const names = new Set<string>();
    for (const from of [
      { as: 'new', title: 'Mine' } as const,
      { as: 'new', title: 'Mine' } as const,
      { as: 'duplicate', framework: reference } as const,
      { as: 'duplicate', framework: reference } as const,
      { as: 'edition', framework: reference } as const,
      { as: 'edition', framework: reference } as const,
    ]) {
      const { draftId } = await library.frameworkDrafts.start(from);
      const { content } = await library.frameworkDrafts.get(draftId);
      names.add(`${content.id}@${content.edition}`);
    }
    expect([...names]).toEqual([
      'mine@1',
      'mine-2@1',
      'small-copy@1',
      'small-copy-2@1',
      'small@2',
      'small@3',
    ]);
    await library.close();
  });

  it('that cannot be read does not take the others away', async () => {
    const folder = await makeFolder();
    const library = await withFramework(folder);
    await library.frameworkDrafts.start({ as: 'new', title: 'Mine' });
    await writeFile(join(folder, 'framework-drafts', `${idOf(9)}.json`), '{');
    expect((await library.frameworkDrafts.list()).map(({ title }) => title)).toEqual(['Mine']);
    await library.close();
  });

  it('is in the backups', async () => {
    const library = await withFramework(await makeFolder());
    const { draftId } = await library.frameworkDrafts.start({ as: 'new', title: 'Mine' });
    const { name } = await library.backups.make('asked');
    const backup = await library.backups.open(name);
    expect(backup.manifest.files.map(({ path }) => path)).toContain(`framework-drafts/${draftId}.json`);
    await library.close();
  });
});

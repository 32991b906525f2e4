import { describe, expect, it } from 'vitest';
import { competenciesOf } from '#shared/model/framework';
import { writeCodebook } from '../../../electron/backend/exchange/codebook-file';
import { importFramework } from '../../../electron/backend/exchange/framework-import';
import { openLibrary } from '../backend/library/test-library';
import { temporaryFolders } from '../backend/media/temporary-folder';
import { shipped } from '../resources/shipped-frameworks';
import { FRAMEWORK } from '../scoring/contents';

const makeFolder = temporaryFolders();

const codebook = (...names: string[]) =>
  `<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>${names
    .map((name) => `<Code guid="1" color="#00ff00" name="${name}"/>`)
    .join('')}</Codes></CodeBook>`;

async function store() {
  const { library } = await openLibrary(await makeFolder());
  return library.frameworks;
}

describe('a file that is imported', () => {
  it('is read by what is in it, whatever it is called', async () => {
    const frameworks = await store();
    await importFramework(frameworks, `\ufeff${JSON.stringify(FRAMEWORK)}`, 'mine.txt');
    expect(frameworks.get(FRAMEWORK)).toEqual(FRAMEWORK);
    await importFramework(frameworks, `\n${codebook('Silence')}`.trim(), 'codes.xml');
    expect(frameworks.find({ id: 'codes', edition: '1' })).toBeDefined();
  });

  it('is refused as the codebook that its name says it is', async () => {
    await expect(importFramework(await store(), '{}', 'mine.qdc')).rejects.toThrow(
      '“mine.qdc” is not a codebook that can be used: it is not XML. Nothing was imported.',
    );
  });

  it('is one of ours, and changes nothing where it is here', async () => {
    const frameworks = await store();
    const before = frameworks.list();
    await importFramework(frameworks, writeCodebook(shipped('role-shifts@1')), 'role-shifts.qdc');
    expect(frameworks.list()).toEqual(before);
    await importFramework(frameworks, writeCodebook(FRAMEWORK), 'anything.qdc');
    expect(frameworks.get(FRAMEWORK)).toEqual(FRAMEWORK);
    const other = { ...FRAMEWORK, title: 'Another title' };
    await expect(importFramework(frameworks, writeCodebook(other), 'anything.qdc')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('and is another program’s codebook gets an edition of its own each time that it changed', async () => {
    const frameworks = await store();
    const take = async (...names: string[]) =>
      (await importFramework(frameworks, codebook(...names), 'my codes.qdc')).edition;
    expect(await take('Silence')).toBe('1');
    expect(await take('Silence', 'Laughter')).toBe('2');
    expect(await take('Silence')).toBe('1');
    expect(await take('Silence', 'Laughter')).toBe('2');
    expect(await take('Tears')).toBe('3');
    const [first] = competenciesOf(frameworks.get({ id: 'my-codes', edition: '1' }));
    expect(first?.indicators.map(({ text }) => text)).toEqual(['Silence']);
  });
});

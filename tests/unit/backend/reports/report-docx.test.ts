import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReportBlock, textsOf } from '#shared/reports/report-blocks';
import { writeDocx } from '../../../../electron/backend/reports/report-docx';
import { readZip } from '../../../helpers/read-zip';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';

const runProgram = promisify(execFile);
const HAS_LIBREOFFICE = await runProgram('soffice', ['--version']).then(
  () => true,
  () => false,
);

const REPORT: ReportBlock[] = [
  { type: 'title', text: 'Session observation' },
  { type: 'paragraph', text: 'Developmental.', tone: 'note' },
  { type: 'facts', rows: [{ label: 'Session', value: 'Ana & <Ben> “third” 🎧' }] },
  { type: 'heading', level: 2, text: 'Competencies' },
  { type: 'heading', level: 3, text: 'SA Session agreement' },
  { type: 'labelled', label: 'Rating', text: 'Solid' },
  {
    type: 'table',
    name: 'Evidence',
    columns: ['Time', 'Said', 'Observed', 'Shows'],
    rows: Array.from({ length: 60 }, (_, at) => [
      { text: `0:${String(at).padStart(2, '0')}` },
      { text: `“What number ${at} would be enough?”` },
      { text: 'First line\nsecond line' },
      { text: 'SA.1' },
    ]),
  },
  { type: 'paragraph', text: 'Ωραία, 日本語, עברית', tone: 'text' },
  { type: 'signatures', lines: ['Coach, date', 'Mentor coach, date'] },
];

let folder: Awaited<ReturnType<typeof makeTemporaryFolder>>;
beforeAll(async () => {
  folder = await makeTemporaryFolder('docx');
});
afterAll(() => folder.remove());

/** The text of a file as a word processor reads it, one line a paragraph. */
async function textOf(docx: Uint8Array): Promise<string> {
  const xml = (await readZip(docx)).get('word/document.xml')?.toString('utf8') ?? '';
  expect(XMLValidator.validate(xml)).toBe(true);
  const texts: string[] = [];
  const parser = new XMLParser({ preserveOrder: true, trimValues: false, parseTagValue: false });
  function visit(nodes: Record<string, unknown>[]): void {
    for (const node of nodes) {
      if (typeof node['#text'] === 'string') texts.push(node['#text']);
      if ('w:br' in node) texts.push('\n');
      for (const [key, inner] of Object.entries(node)) {
        if (Array.isArray(inner)) visit(inner as Record<string, unknown>[]);
        if (key === 'w:p') texts.push('\n');
      }
    }
  }
  visit(parser.parse(xml));
  return texts.join('');
}

describe('a report as a word processor’s file', () => {
  it('says everything that the report says', async () => {
    const text = await textOf(await writeDocx(REPORT, { title: 'x', language: 'en' }));
    for (const expected of textsOf(REPORT)) expect(text).toContain(expected);
  });

  it('takes any characters, those that XML cannot carry left out', async () => {
    const hostile = `\u0000\u000b a</w:t><w:t>b & "c" \ud800 ]]> \uffff end`;
    const text = await textOf(
      await writeDocx([{ type: 'paragraph', text: hostile, tone: 'text' }], {
        title: hostile,
        language: 'en',
      }),
    );
    expect(text).toContain(' a</w:t><w:t>b & "c" \ufffd ]]>  end');
  });

  it.runIf(HAS_LIBREOFFICE)(
    'opens in LibreOffice and prints with nothing lost',
    { timeout: 120_000 },
    async () => {
      const path = join(folder.path, 'form.docx');
      await writeFile(path, await writeDocx(REPORT, { title: 'x', language: 'en' }));
      const profile = `-env:UserInstallation=file://${folder.path}/office`;
      const convert = (to: string) =>
        runProgram('soffice', ['--headless', profile, '--convert-to', to, '--outdir', folder.path, path]);
      await convert('txt:Text (encoded):UTF8');
      const text = await readFile(join(folder.path, 'form.txt'), 'utf8');
      for (const expected of textsOf(REPORT)) expect(text).toContain(expected);
      await convert('pdf');
      expect((await readFile(join(folder.path, 'form.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    },
  );
});

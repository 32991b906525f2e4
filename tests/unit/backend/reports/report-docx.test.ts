import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReportBlock, textsOf } from '#shared/reports/report-blocks';
import { writeDocx } from '../../../../electron/backend/reports/report-docx';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';
import { expectWholeInLibreOffice, HAS_LIBREOFFICE, textOfWordFile } from '../../../helpers/word-file';

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

describe('a report as a word processor’s file', () => {
  it('says everything that the report says', async () => {
    const text = await textOfWordFile(await writeDocx(REPORT, { title: 'x', language: 'en' }));
    for (const expected of textsOf(REPORT)) expect(text).toContain(expected);
  });

  it('takes any characters, those that XML cannot carry left out', async () => {
    const hostile = `\u0000\u000b a</w:t><w:t>b & "c" \ud800 ]]> \uffff end`;
    const text = await textOfWordFile(
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
      const docx = await writeDocx(REPORT, { title: 'x', language: 'en' });
      await expectWholeInLibreOffice(docx, textsOf(REPORT), folder.path);
    },
  );
});

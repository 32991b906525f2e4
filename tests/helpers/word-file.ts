import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect } from 'vitest';
import { readZip } from './read-zip';

const runProgram = promisify(execFile);

/** Whether LibreOffice is on this machine; where it is not, that is printed, since tests are left out then. */
export const HAS_LIBREOFFICE = await runProgram('soffice', ['--version']).then(
  () => true,
  () => {
    process.stdout.write('LibreOffice is not on this machine: what it makes of Word files is not tested.\n');
    return false;
  },
);

/** The text of a Word file as a word processor reads it, one line a paragraph. */
export async function textOfWordFile(docx: Uint8Array): Promise<string> {
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

/** Whether the text of a PDF can be read on this machine; where not, that is printed. */
const HAS_PDFTOTEXT = await runProgram('pdftotext', ['-v']).then(
  () => true,
  () => {
    process.stdout.write('pdftotext is not on this machine: what is in PDF files is not tested.\n');
    return false;
  },
);

/**
 * Opens a Word file in LibreOffice and makes a PDF of it there; expects every one of the texts in the first, and every
 * word of them in the second, where lines and columns break texts apart.
 */
export async function expectWholeInLibreOffice(
  docx: Uint8Array,
  expectedTexts: readonly string[],
  folder: string,
): Promise<void> {
  const path = join(folder, 'report.docx');
  await writeFile(path, docx);
  const profile = `-env:UserInstallation=file://${folder}/office`;
  const convert = (to: string) =>
    runProgram('soffice', ['--headless', profile, '--convert-to', to, '--outdir', folder, path]);
  await convert('txt:Text (encoded):UTF8');
  const text = await readFile(join(folder, 'report.txt'), 'utf8');
  for (const expected of expectedTexts) expect(text).toContain(expected);
  await convert('pdf');
  expect((await readFile(join(folder, 'report.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  if (!HAS_PDFTOTEXT) return;
  const { stdout } = await runProgram('pdftotext', ['-raw', join(folder, 'report.pdf'), '-']);
  const printed = stdout.replaceAll(/\s+/g, '');
  const words = new Set(expectedTexts.flatMap((expected) => expected.split(/\s+/)));
  expect([...words].filter((word) => !printed.includes(word))).toEqual([]);
}

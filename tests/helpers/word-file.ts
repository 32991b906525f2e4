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

/** What LibreOffice reads in a Word file, and the PDF that it makes of it. */
export async function openInLibreOffice(
  docx: Uint8Array,
  folder: string,
): Promise<{ text: string; pdf: Buffer }> {
  const path = join(folder, 'report.docx');
  await writeFile(path, docx);
  const profile = `-env:UserInstallation=file://${folder}/office`;
  const convert = (to: string) =>
    runProgram('soffice', ['--headless', profile, '--convert-to', to, '--outdir', folder, path]);
  await convert('txt:Text (encoded):UTF8');
  const text = await readFile(join(folder, 'report.txt'), 'utf8');
  await convert('pdf');
  return { text, pdf: await readFile(join(folder, 'report.pdf')) };
}

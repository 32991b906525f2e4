import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { it } from 'vitest';
import { projectFolder } from '../helpers/ensure-built';
import { reportRows } from './report';

const BUDGET_KILOBYTES = 600;

it('size of the renderer', async () => {
  const sums = { program: 0, fonts: 0 };
  const folder = join(projectFolder, 'out/renderer');
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const extension = extname(entry.name);
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    if (extension === '.js' || extension === '.css') sums.program += gzipSync(bytes, { level: 9 }).byteLength;
    // Fonts are packed already.
    if (extension === '.woff2') sums.fonts += bytes.byteLength;
  }
  await reportRows('size', [
    {
      order: 7,
      count: 1,
      what: 'Renderer, all scripts and styles gzipped / budget',
      measured: inKilobytes(sums.program),
      against: `${BUDGET_KILOBYTES} kB`,
      ratio: `${(sums.program / 1_000 / BUDGET_KILOBYTES).toFixed(2)} ×`,
    },
    {
      order: 8,
      count: 1,
      what: 'Its fonts, apart',
      measured: inKilobytes(sums.fonts),
      against: '–',
      ratio: '–',
    },
  ]);
});

function inKilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(0)} kB`;
}

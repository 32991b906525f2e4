import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../helpers/ensure-built';

let folder: string;
beforeAll(async () => {
  // Inside node_modules, so that types are found from there as from anywhere in the project, and git never sees it.
  const cache = join(projectFolder, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'zones-'));
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Type-checks one planted file with the globals of a zone; returns the compiler's errors. */
async function checkIn(zone: string, text: string): Promise<string> {
  const place = join(folder, zone.replaceAll('/', '-'));
  await mkdir(place, { recursive: true });
  const config = join(place, 'tsconfig.json');
  await writeFile(join(place, 'planted.ts'), text);
  await writeFile(
    config,
    JSON.stringify({
      extends: relative(dirname(config), join(projectFolder, zone, 'tsconfig.json')),
      include: ['./planted.ts'],
    }),
  );
  const compiler = join(projectFolder, 'node_modules/typescript/bin/tsc');
  return promisify(execFile)(process.execPath, [compiler, '-p', config]).then(
    () => '',
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
}

type Zone = [zone: string, right: string, wrong: Record<string, string>];

const zones: Zone[] = [
  [
    'shared',
    'export const x = [1, 2].at(-1);',
    { document: 'document.title', process: 'process.pid', Buffer: 'Buffer.from("")', fetch: 'fetch("/")' },
  ],
  [
    'renderer',
    'export const x = document.title + window.innerWidth;',
    { process: 'process.pid', Buffer: 'Buffer.from("")', require: 'require("x")', __dirname: '__dirname' },
  ],
  [
    'electron/backend',
    'export const x = process.pid;',
    { document: 'document.title', window: 'window.innerWidth' },
  ],
  [
    'electron/hosts/browser',
    'export const x = process.pid;',
    { document: 'document.title', window: 'window.innerWidth' },
  ],
];

describe.each(zones)('%s', (zone, right, wrong) => {
  it('knows its own globals', async () => {
    expect(await checkIn(zone, `${right}\n`)).toBe('');
  });

  it.each(Object.entries(wrong))('does not know %s', async (name, use) => {
    expect(await checkIn(zone, `export const x = ${use};\n`)).toMatch(
      new RegExp(`Cannot find name '${name}'`),
    );
  });
});

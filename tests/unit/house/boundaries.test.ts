import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../helpers/ensure-built';

/** What may not and what may be imported at a path of the project. */
type Boundary = { path: string; wrong: string[]; right: string[] };

const boundaries: Boundary[] = [
  {
    path: 'shared/model/planted.ts',
    wrong: [
      'react',
      'hono',
      'uuid',
      'node:fs',
      'electron',
      '../../electron/backend/backend',
      '../../renderer/ui/x',
    ],
    right: ['zod', './moment', '../formats/time-code', '#shared/model/moment'],
  },
  {
    path: 'renderer/app/planted.tsx',
    wrong: [
      'electron',
      'electron/renderer',
      'node:fs',
      '../../electron/preload',
      '../../electron/backend/backend',
      '../../tests/helpers/chromium',
    ],
    right: ['react', '@mantine/core', '#shared/host-api', '../features/library/library-screen', '../ui/x'],
  },
  {
    path: 'renderer/features/library/planted.tsx',
    wrong: [
      '../share/share-dialog',
      '../workspace',
      '../../features/review/x',
      'node:path',
      'electron',
      '../../../electron/main',
    ],
    right: ['./session/session-screen', '../../app/routes', '../../ui/x', '../../media/player', 'react'],
  },
  {
    path: 'renderer/features/library/session/planted.tsx',
    wrong: ['../../review/x', '../../settings'],
    right: ['../session-facts', '../../../app/routes', './start-review'],
  },
  {
    path: 'electron/backend/library/planted.ts',
    wrong: [
      'electron',
      'electron/main',
      '../../hosts/browser/listen',
      '../../hosts/shared/library-folder',
      '../../../renderer/app/routes',
      '../../main',
      '../../server',
      '../../../tests/helpers/chromium',
    ],
    right: ['node:fs', 'hono', '@trpc/server', 'lowdb', 'zod', '#shared/model/session', '../backend'],
  },
  {
    path: 'electron/hosts/browser/planted.ts',
    wrong: ['electron', '../desktop/program-origin', '../../../renderer/app/routes'],
    right: ['node:http', '@hono/node-server', './guard', '../shared/library-folder', '../../backend/backend'],
  },
  {
    path: 'electron/hosts/shared/planted.ts',
    wrong: ['electron', '../desktop/ipc', '../browser/listen'],
    right: ['node:os', '../../backend/backend', 'uuid'],
  },
  {
    path: 'electron/hosts/desktop/planted.ts',
    wrong: ['../browser/guard', '../../../renderer/app/routes'],
    right: ['electron', 'node:path', '../shared/library-folder', '#shared/host-api'],
  },
  {
    path: 'electron/server.ts',
    wrong: ['electron', './hosts/desktop/ipc'],
    right: ['./hosts/browser/listen', './backend/create-backend'],
  },
  {
    path: 'electron/main.ts',
    wrong: ['./hosts/browser/listen', '../renderer/main'],
    right: ['electron', './hosts/desktop/ipc', './hosts/shared/library-folder'],
  },
  {
    path: 'electron/preload.ts',
    wrong: ['node:fs', './backend/backend', './hosts/desktop/ipc'],
    right: ['electron', 'zod', '#shared/host-api'],
  },
];

/** Every way of importing; each on one line, since the linter tells lines. */
const waysOfImporting: ((specifier: string) => string)[] = [
  (specifier) => `import '${specifier}';`,
  (specifier) => `import type { x } from '${specifier}';`,
  (specifier) => `export * from '${specifier}';`,
  (specifier) => `await import('${specifier}');`,
];

let folder: string;
/** Of each planted file, the specifiers that the import rule refused. */
const refused = new Map<string, Set<string>>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concordance-boundaries-'));
  for (const file of ['biome.json', '.gitignore'])
    await copyFile(join(projectFolder, file), join(folder, file));
  for (const { path, wrong, right } of boundaries) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), linesOf({ wrong, right }).join('\n'));
  }
  const words = [
    'lint',
    '--only=style/noRestrictedImports',
    '--reporter=github',
    '--max-diagnostics=none',
    '.',
  ];
  const output = await promisify(execFile)(join(projectFolder, 'node_modules/.bin/biome'), words, {
    cwd: folder,
  }).catch((error: { stdout: string; stderr: string }) => error);
  const report = /^::error title=lint\/style\/noRestrictedImports,file=([^,]+),line=(\d+)/gm;
  for (const [, path = '', line] of `${output.stdout}\n${output.stderr}`.matchAll(report)) {
    const boundary = boundaries.find((candidate) => path.endsWith(candidate.path));
    const text = boundary && linesOf(boundary)[Number(line) - 1];
    if (!boundary || !text) throw new Error(`Biome names a place that was not planted: ${path}:${line}`);
    refused.set(boundary.path, (refused.get(boundary.path) ?? new Set()).add(text));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function linesOf({ wrong, right }: Omit<Boundary, 'path'>): string[] {
  return [...wrong, ...right].flatMap((specifier) => waysOfImporting.map((write) => write(specifier)));
}

describe.each(boundaries)('in $path', ({ path, wrong, right }) => {
  it.each(wrong)('an import of %s fails', (specifier) => {
    const lines = waysOfImporting.map((write) => write(specifier));
    expect([...(refused.get(path) ?? [])]).toEqual(expect.arrayContaining(lines));
  });

  it.each(right)('an import of %s passes', (specifier) => {
    const lines = waysOfImporting.map((write) => write(specifier));
    expect(lines.filter((line) => refused.get(path)?.has(line))).toEqual([]);
  });
});

describe('the list of features in the rules', () => {
  it('names every folder of renderer/features', () => {
    const rules = readFileSync(join(projectFolder, 'biome.json'), 'utf8');
    const folders = readdirSync(join(projectFolder, 'renderer/features'));
    expect(folders.filter((name) => !rules.includes(`"../${name}/**"`))).toEqual([]);
  });
});

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArchivedFile, extractAsar, readAsar, sha256Of } from '../helpers/asar-archive';
import { startBuiltProgram } from '../helpers/built-program';
import { ensureBuilt, projectFolder } from '../helpers/ensure-built';
import { call, upload } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

const CONFIGURATION = 'resources/packaging/electron-builder.yml';
/** Marks the place of the fuses in Electron's program file; a version, a count and a character for each follow. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron ships: running as Node, NODE_OPTIONS, the inspector and extra privileges for `file:` are on. */
const FUSES_AS_SHIPPED = '101100011';

describe('the configuration', () => {
  let lines: string[];
  beforeAll(async () => {
    lines = (await readFile(join(projectFolder, CONFIGURATION), 'utf8')).split('\n');
  });

  it.each([
    'asar: true',
    'asarUnpack: []',
    'disableAsarIntegrity: false',
    '  runAsNode: false',
    '  enableNodeOptionsEnvironmentVariable: false',
    '  enableNodeCliInspectArguments: false',
    '  enableEmbeddedAsarIntegrityValidation: true',
    '  onlyLoadAppFromAsar: true',
    '  enableCookieEncryption: true',
    '  grantFileProtocolExtraPrivileges: false',
    '  loadBrowserProcessSpecificV8Snapshot: false',
    '  hardenedRuntime: true',
    '      NSAllowsArbitraryLoads: false',
    'publish: null',
    'npmRebuild: false',
    '  - "!**/node_modules/**"',
    '  - ext: concordance',
    '  perMachine: false',
  ])('says “%s”, once', (line) => {
    expect(lines.filter((candidate) => candidate === line)).toHaveLength(1);
  });

  it('says nothing of updates, of publishing, of scripts or of files from elsewhere', () => {
    const keys = lines.flatMap((line) => /^\s*-?\s*([A-Za-z]+):/.exec(line)?.[1] ?? []);
    const unwanted =
      /^(extends|extraFiles|extraResources|after\w+|before\w+|onNodeModuleFile|provider|url|generateUpdates\w+|electronDist|electronDownload|protocols|certificate\w*|cscLink\w*)$/;
    expect(keys.filter((key) => unwanted.test(key))).toEqual([]);
  });

  it('is what “npm run package” packages with, and nothing in the program updates itself', async () => {
    const manifest = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
    expect(manifest.scripts.package).toBe(
      `npm run build && electron-builder --config ${CONFIGURATION} --publish never`,
    );
    expect(manifest.build).toBeUndefined();
    expect(Object.keys(manifest.devDependencies)).not.toContain('electron-updater');
    expect(Object.keys(manifest.dependencies ?? {})).toEqual([]);
  });
});

describe('a package that is built with it', () => {
  let folder: Awaited<ReturnType<typeof makeTemporaryFolder>>;
  let builtFolder: string;
  let files: ArchivedFile[];
  beforeAll(async () => {
    await ensureBuilt();
    folder = await makeTemporaryFolder('package');
    builtFolder = await packageWithFakeElectron(folder.path);
    files = await readAsar(join(builtFolder, 'resources/app.asar'));
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(() => folder?.remove());

  it('has every fuse set for safety in its program file', async () => {
    const program = await readFile(join(builtFolder, 'concordance'));
    const start = program.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2;
    const fuses = program.toString('latin1', start, start + FUSES_AS_SHIPPED.length);
    // In their order: run as Node, encrypted cookies, NODE_OPTIONS, inspector, checked archive, only from the archive,
    // snapshot of its own, privileges of `file:`. The last one, traps of WebAssembly, stays as it is shipped: on.
    expect(fuses).toBe('010011001');
  });

  it('holds the program, the page and the resources, and nothing else', () => {
    const names = files.map(({ name }) => name);
    const expected =
      /^(package\.json|out\/main\/(index|server)\.js|out\/main\/chunks\/[\w-]+\.js|out\/preload\/preload\.cjs|out\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|woff2|svg|png))|resources\/(frameworks|forms|rules)\/[\w@.-]+\.json|resources\/sample\/[\w-]+\.(json|opus))$/;
    expect(names.filter((name) => !expected.test(name))).toEqual([]);
    for (const name of [
      'package.json',
      'out/main/index.js',
      'out/preload/preload.cjs',
      'out/renderer/index.html',
    ]) {
      expect(names).toContain(name);
    }
  });

  it('has all of it inside the archive, with a hash of every file that is right', async () => {
    expect(files.filter(({ isUnpacked }) => isUnpacked)).toEqual([]);
    expect(files.filter(({ content, hash }) => hash !== sha256Of(content)).map(({ name }) => name)).toEqual(
      [],
    );
    expect(await readdir(join(builtFolder, 'resources'))).toEqual(['app.asar']);
  });

  it('needs no node_modules, and names no module that is not in it', () => {
    const code = files.filter(({ name }) => /^out\/(main|preload)\/.*\.c?js$/.test(name));
    const needed = code.flatMap(({ content }) =>
      [...content.toString().matchAll(/^(?:import|export)\b[^\n]*?\bfrom\s*["']([^"'./][^"']*)["']/gm)].map(
        ([, name = '']) => name,
      ),
    );
    expect([...new Set(needed)].filter((name) => !name.startsWith('node:') && !isOfNode(name))).toEqual([
      'electron',
    ]);
  });

  it('runs from its archive’s files alone: opens a library, serves the page, probes a recording', async () => {
    const programFolder = join(folder.path, 'extracted');
    await extractAsar(files, programFolder);
    const program = await startBuiltProgram({ programFolder });
    try {
      const page = await (await program.fetch('/')).text();
      expect(page).toMatch(/<!doctype html>/i);
      const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media/speech.opus')));
      expect(await upload(program, bytes, 'Speech.opus')).toMatchObject({ phase: 'done' });
      expect((await call(program, 'frameworks', 'list')).length).toBeGreaterThan(1);
      const { sessionId } = await call(program, 'sessions', 'openSample');
      expect((await program.fetch(`/media/${sessionId}`, { method: 'HEAD' })).status).toBe(200);
      expect(program.process.lines.filter((line) => line.startsWith('! '))).toEqual([]);
    } finally {
      await program.close();
    }
  });
});

function isOfNode(name: string): boolean {
  return process.getBuiltinModule(name) !== undefined;
}

/** Packages for Linux around a file that has nothing of Electron but its fuses; returns the folder that was made. */
async function packageWithFakeElectron(folder: string): Promise<string> {
  const electron = join(folder, 'electron');
  const output = join(folder, 'output');
  await mkdir(join(electron, 'resources'), { recursive: true });
  await mkdir(join(electron, 'locales'));
  const manifest = await readFile(join(projectFolder, 'node_modules/electron/package.json'), 'utf8');
  await writeFile(join(electron, 'version'), JSON.parse(manifest).version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) {
    await writeFile(join(electron, name), 'x');
  }
  const fuses = Buffer.from([1, FUSES_AS_SHIPPED.length]);
  const program = Buffer.concat([Buffer.from(FUSE_SENTINEL), fuses, Buffer.from(FUSES_AS_SHIPPED)]);
  await writeFile(join(electron, 'electron'), program, { mode: 0o755 });
  await promisify(execFile)(
    process.execPath,
    [
      join(projectFolder, 'node_modules/electron-builder/cli.js'),
      ...['--linux', '--dir', '--publish', 'never', '--config', CONFIGURATION],
      ...[`-c.electronDist=${electron}`, `-c.directories.output=${output}`],
    ],
    { cwd: projectFolder },
  );
  const built = join(output, 'linux-unpacked');
  if (!existsSync(built)) throw new Error('electron-builder made no package');
  return built;
}

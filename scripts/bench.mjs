// Measures the budgets and prints them as ratios, to standard output and to the table of docs/performance.md. Runs on Node
// 20 too, since npm may run there; the measurements run on Node 24. Nothing is asserted.
//
// Words name the measurements to take (`npm run bench -- media`); all without them. With BENCH=full, for releases, they are
// long, and what is heard after seeks is compared with what was recorded first. With BENCH_ROWS_FOLDER, what was measured is
// kept there, and stands in the table beside what was measured before.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, env, exit, platform } from 'node:process';
import { buildWhenStale, npmProgram, projectFolder } from './build-when-stale.mjs';
import { ensureChromium } from './ensure-chromium.mjs';

const chromium = ensureChromium();
if (chromium === undefined) exit(1);
const buildExitCode = buildWhenStale();
if (buildExitCode !== 0) exit(buildExitCode);

const measurements = argv.slice(2);
if (env.BENCH === 'full' && (measurements.length === 0 || measurements.includes('truth'))) {
  const words = [
    'exec',
    '--no',
    '--',
    'playwright',
    'test',
    '--project=browser',
    'tests/e2e/exact-time.spec.ts',
  ];
  const truth = spawnSync(npmProgram(), words, {
    cwd: projectFolder,
    stdio: 'inherit',
    env: { ...env, CHROMIUM_PATH: chromium, CONCORDANCE_IS_BUILT: '1', CONCORDANCE_TRUTH: 'full' },
    shell: platform === 'win32',
  });
  if (truth.status !== 0) exit(truth.status ?? 1);
}

const keptFolder = env.BENCH_ROWS_FOLDER;
if (keptFolder !== undefined) mkdirSync(keptFolder, { recursive: true });
const rowsFolder = keptFolder ?? mkdtempSync(join(tmpdir(), 'concordance-bench-rows-'));
const words = [
  'exec',
  '--no',
  '--',
  'vitest',
  'run',
  '--config',
  'tests/bench/vitest.config.ts',
  ...measurements,
];
const run = spawnSync(npmProgram(), words, {
  cwd: projectFolder,
  stdio: 'inherit',
  env: { ...env, CHROMIUM_PATH: chromium, CONCORDANCE_IS_BUILT: '1', BENCH_ROWS_FOLDER: rowsFolder },
  shell: platform === 'win32',
});
if (run.status !== 0) {
  console.error(
    `The measurements ended with ${run.status ?? run.signal}; docs/performance.md is left as it was.`,
  );
  exit(run.status ?? 1);
}

const rows = readdirSync(rowsFolder)
  .flatMap((name) => JSON.parse(readFileSync(join(rowsFolder, name), 'utf8')))
  .sort((a, b) => a.order - b.order);
if (keptFolder === undefined) rmSync(rowsFolder, { recursive: true, force: true });
const table = [
  '| what / against what | n | measured | against | ratio |',
  '|---|---:|---:|---:|---:|',
  ...rows.map(
    (row) => `| ${row.what} | ${row.count} | ${row.measured} | ${row.against} | **${row.ratio}** |`,
  ),
].join('\n');

const pagePath = join(projectFolder, 'docs/performance.md');
const page = readFileSync(pagePath, 'utf8');
const [tableStart, tableEnd] = ['<!-- measured -->', '<!-- end of what was measured -->'];
const [before, rest] = [page.slice(0, page.indexOf(tableStart)), page.slice(page.indexOf(tableEnd))];
writeFileSync(pagePath, `${before}${tableStart}\n\n${table}\n\n${rest}`);
console.log(`\n${table}\n`);

// Runs all tests and says how many passed. Runs on Node 20 too, since npm may run there; the tests run on Node 24.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { env, exit, platform } from 'node:process';
import { buildWhenStale, npmProgram, projectFolder } from './build-when-stale.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { countPlaywright, countVitest, failuresOfPlaywright, failuresOfVitest } from './test-reports.mjs';

const resultsFolder = join(projectFolder, 'test-results');
const vitestReport = join(resultsFolder, 'vitest.json');
const playwrightReport = join(resultsFolder, 'playwright.json');

if (!existsSync(join(projectFolder, 'node_modules'))) {
  console.error('The dependencies are missing. Run "npm ci" first.');
  exit(1);
}
const chromium = ensureChromium();
if (chromium === undefined) exit(1);
const buildExitCode = buildWhenStale();
if (buildExitCode !== 0) exit(buildExitCode);

// An old report must not be taken for that of a runner that died.
mkdirSync(resultsFolder, { recursive: true });
rmSync(vitestReport, { force: true });
rmSync(playwrightReport, { force: true });

// Hundreds of threads and programs start in a run, each with the same modules: they are compiled once.
const compiledFolder = join(projectFolder, 'node_modules/.cache/compiled');

const runs = [
  {
    name: 'vitest',
    words: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
    report: vitestReport,
    count: countVitest,
    nameFailures: failuresOfVitest,
  },
  {
    name: 'playwright',
    words: ['playwright', 'test', '--project=browser', '--project=stand-in', '--project=electron'],
    report: playwrightReport,
    count: countPlaywright,
    nameFailures: failuresOfPlaywright,
  },
];

const sum = { passed: 0, failed: 0, skipped: 0 };
let isSound = true;
const failures = [];
for (const { name, words, report: reportPath, count, nameFailures } of runs) {
  const exitCode = await run(words);
  const report = readReport(reportPath);
  if (report === undefined) {
    failures.push(`${name} ended (${exitCode}) without a report.`);
    sum.failed += 1;
    isSound = false;
    continue;
  }
  const counts = count(report);
  failures.push(...nameFailures(report));
  for (const key of Object.keys(sum)) sum[key] += counts[key];
  // A runner can fail beside its tests, by an unhandled error for one; that must not count as nothing.
  if (exitCode !== 0 && counts.failed === 0) {
    failures.push(`${name} failed (${exitCode}) although no test of it did.`);
    sum.failed += 1;
  }
}
for (const failure of failures) console.error(`\nFailed: ${failure}`);
if (sum.passed === 0) {
  console.error('No test ran.');
  isSound = false;
}

const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exitCode = isSound && sum.failed === 0 ? 0 : 1;

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Through npm exec, which runs them on the Node that came with the dependencies. */
function run(words) {
  return new Promise((resolve) => {
    const child = spawn(npmProgram(), ['exec', '--no', '--', ...words], {
      cwd: projectFolder,
      stdio: 'inherit',
      env: {
        ...env,
        CHROMIUM_PATH: chromium,
        CONCORDANCE_IS_BUILT: '1',
        NODE_COMPILE_CACHE: compiledFolder,
      },
      shell: platform === 'win32',
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 1));
  });
}

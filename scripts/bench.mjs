// Measures the budgets and prints them as ratios, to standard output and to docs/performance.md. Runs on Node 20 too,
// since npm may run there; the measurements run on Node 24. Nothing is asserted.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, exit, platform } from 'node:process';
import { buildWhenStale, npmProgram, projectFolder } from './build-when-stale.mjs';
import { ensureChromium } from './ensure-chromium.mjs';

const chromium = ensureChromium();
if (chromium === undefined) exit(1);
const buildExitCode = buildWhenStale();
if (buildExitCode !== 0) exit(buildExitCode);

const rowsFolder = mkdtempSync(join(tmpdir(), 'concordance-bench-rows-'));
const words = ['exec', '--no', '--', 'vitest', 'run', '--config', 'tests/bench/vitest.config.ts'];
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
rmSync(rowsFolder, { recursive: true, force: true });
const table = [
  '| what / against what | n | measured | against | ratio |',
  '|---|---:|---:|---:|---:|',
  ...rows.map(
    (row) => `| ${row.what} | ${row.count} | ${row.measured} | ${row.against} | **${row.ratio}** |`,
  ),
].join('\n');

const page = `# Performance

Made by \`npm run bench\`, which builds the program, measures it and writes this page. The figures are medians of n
measurements, taken in turns on the two sides of a line, the first ones left out, unless a line says otherwise. Milliseconds
belong to the machine of the last run and to what else it was doing; the ratios are what to compare. Nothing here is
asserted by a test.

${table}

- *Usable library*: from starting the host's process to the first frame in which the page shows its first rows, or the
  invitation of an empty library; measured in Chromium's page. The library was opened before, so its index is there.
- *Saved*: from sending the edit over loopback to its acknowledgement, the way of the page; the bare write appends the
  same bytes to a file on the same disk and syncs it. *Holds up*: the part of saving an edit in which the backend's thread
  could do nothing else, checking and applying the edit and writing its line, without the transport (the event loop's own
  count of active time, so waiting for a processor is in it); the bare write counted the same way.
- *Share*: from the request to the finished file, encrypted for one person; *receive*: from the first byte of the upload
  to the stored session, decrypting, checking every hash and unpacking on the way. Extra memory is what the host's process
  had at the most above what it had before (Linux; memory of the process alone, no pages of files). Measured once a run.
- *Debrief*: from the choice to open it to the frame after its agenda stands, its code loaded before; paging is by key, through
  18 steps and 40 screens of the agenda. A frame can be late because of other work on the machine; the second number counts
  tasks of the page itself that took longer.
- *Typing*: from the time of the key's event to the first task after the frame that shows it, in Chromium's page.
- *Far seek*: from the order to the \`seeked\` event, of a film to the frame that shows it, at random places of a recording
  that is played from where the program would play it. *Second opening*: in turns, from changing the address to a drawn
  waveform and enough sound to begin.
- *Audible position*: what \`CONCORDANCE_TRUTH=full npx playwright test --project=browser tests/e2e/exact-time.spec.ts\` found
  when it was last run in full, by cross-correlation of captured sound with its source; \`CONCORDANCE_TRUTH_KINDS\` runs it in
  parts.
- *Recordings*: F is the time in which ffmpeg decodes all of the sound to nowhere, measured before each of the others.
  *Examine* and *working copy* run in a thread of their own, its start included; *peaks* from asking for the stored ones to
  the last slice being stored, with the session's screen open and drawn. Memory and processor time are those of all of the
  browser's processes, that screen included (Linux). \`BENCH_MEDIA=full\` measures every kind at 20, 60 and 180 minutes;
  \`BENCH_MEDIA_KINDS\`, \`BENCH_MEDIA_MINUTES\` and \`BENCH_MEDIA_RUNS\` choose.
`;
writeFileSync(join(projectFolder, 'docs/performance.md'), page);
console.log(`\n${table}\n`);

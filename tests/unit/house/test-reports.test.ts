import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../helpers/ensure-built';

type Counts = { passed: number; failed: number; skipped: number };
type Counting = {
  countVitest(report: unknown): Counts;
  countPlaywright(report: unknown): Counts;
  failuresOfVitest(report: unknown): string[];
  failuresOfPlaywright(report: unknown): string[];
};

let counting: Counting;
let folder: string;
beforeAll(async () => {
  counting = (await import(pathToFileURL(join(projectFolder, 'scripts/test-reports.mjs')).href)) as Counting;
  folder = await mkdtemp(join(tmpdir(), 'concordance-counts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = promisify(execFile);

describe('the sum of a vitest run', () => {
  it('counts what passed, failed, was skipped, and a file that cannot be loaded', async () => {
    await writeFile(
      join(folder, 'mixed.test.ts'),
      `import { expect, it } from 'vitest';
       it('passes', () => {});
       it('passes too', () => {});
       it('fails', () => expect(1).toBe(2));
       it.skip('is skipped', () => {});
       it.todo('is to be written');`,
    );
    await writeFile(join(folder, 'broken.test.ts'), `throw new Error('cannot be loaded');`);
    await writeFile(
      join(folder, 'hook.test.ts'),
      `import { beforeAll, it } from 'vitest';
       beforeAll(() => { throw new Error('no start'); });
       it('never runs', () => {});`,
    );
    const output = join(folder, 'vitest.json');
    const vitest = join(projectFolder, 'node_modules/vitest/vitest.mjs');
    const words = [vitest, 'run', '--root', folder, '--reporter=json'];
    await run(process.execPath, [...words, `--outputFile=${output}`], {
      cwd: projectFolder,
      env: { PATH: process.env.PATH ?? '' },
    }).catch(() => undefined);
    const report = (await import(pathToFileURL(output).href, { with: { type: 'json' } })) as {
      default: unknown;
    };
    expect(counting.countVitest(report.default)).toEqual({ passed: 2, failed: 3, skipped: 3 });

    const failures = counting.failuresOfVitest(report.default).join('\n');
    expect(failures).toMatch(/mixed\.test\.ts › fails\n {2}AssertionError: expected 1 to be 2/);
    expect(failures).toMatch(/broken\.test\.ts\n {2}cannot be loaded/);
    expect(failures).toMatch(/hook\.test\.ts/);
    expect(failures).not.toContain('passes');
  });
});

describe('the sum of a Playwright run', () => {
  it('counts a test that passed at the second try, and a file that cannot be loaded, as failed', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(counting.countPlaywright({ stats, errors: [{ message: 'cannot be loaded' }] })).toEqual({
      passed: 5,
      failed: 3,
      skipped: 2,
    });
    expect(counting.countPlaywright({ stats: { ...stats, unexpected: 0, flaky: 0 } })).toEqual({
      passed: 5,
      failed: 0,
      skipped: 2,
    });
  });

  it('names what failed by its file and titles, with the first lines of what it said', () => {
    const test = (status: string, message?: string) => ({
      status,
      results: [{}, message === undefined ? {} : { error: { message } }],
    });
    const report = {
      errors: [{ message: 'cannot be loaded' }],
      suites: [
        {
          title: 'story.spec.ts',
          specs: [
            { title: 'goes well', tests: [test('expected')] },
            { title: 'goes well at last', tests: [test('flaky', `no button\n${'line\n'.repeat(50)}`)] },
          ],
          suites: [{ title: 'the end', specs: [{ title: 'fails', tests: [test('unexpected', 'no end')] }] }],
        },
      ],
    };
    const failures = counting.failuresOfPlaywright(report);
    expect(failures).toHaveLength(3);
    expect(failures[0]).toBe('outside the tests\n  cannot be loaded');
    expect(failures[1]).toMatch(/^story\.spec\.ts › goes well at last\n {2}no button\n/);
    expect(failures[1]?.split('\n').length).toBeLessThan(20);
    expect(failures[2]).toBe('story.spec.ts › the end › fails\n  no end');
  });
});

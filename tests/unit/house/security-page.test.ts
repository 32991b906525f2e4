import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../helpers/ensure-built';

type NamedTest = { file: string; name: string };

/** The tests that a row of a table names: a file in code, then titles in quotes. */
function testsNamedIn(row: string): NamedTest[] {
  return row
    .split(/(?=`tests\/)/)
    .slice(1)
    .flatMap((part) => {
      const file = /^`(tests\/[^`]+)`/.exec(part)?.[1] ?? '';
      return [...part.matchAll(/“((?:[^“”]|“[^”]*”)+)”/g)].map(([, name = '']) => ({ file, name }));
    });
}

const rows = readFileSync(join(projectFolder, 'docs/security.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!attack|-)/.test(line));

it('names a verdict and a test for every attack', () => {
  expect(rows.length).toBeGreaterThan(50);
  const wrong = rows.filter((row) => !/\| (held|told|open) \|/.test(row) || testsNamedIn(row).length === 0);
  expect(wrong).toEqual([]);
});

it('names tests that exist', () => {
  const missing = rows.flatMap(testsNamedIn).filter(({ file, name }) => {
    const path = join(projectFolder, file);
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(name);
  });
  expect(missing).toEqual([]);
});

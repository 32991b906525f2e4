import { expect, test } from 'vitest';
import { formatFrameworkReference, parseFrameworkReference, paths } from '../../../renderer/app/routes';

test('a framework in an address is read as it was written', () => {
  const framework = { id: 'agreements-and-partnering', edition: '3.1' };
  expect(parseFrameworkReference(formatFrameworkReference(framework))).toEqual(framework);
  expect(paths.compare('s', framework)).toBe('/session/s/compare?framework=agreements-and-partnering@3.1');
});

test.each(['', 'agreements', '@1', 'Agreements@1', 'a@../x'])('%j names no framework', (text) => {
  expect(parseFrameworkReference(text)).toBeUndefined();
});

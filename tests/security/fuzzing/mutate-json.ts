import { below, oneOf, type Random } from './mutate-bytes';

type Holder = Record<string | number, unknown>;

/** Every place in a value in which another could stand. */
function placesIn(value: unknown): [holder: Holder, key: string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const holder = value as Holder;
  return keys.flatMap((key) => [[holder, key] as [Holder, string | number], ...placesIn(holder[key])]);
}

/** Values that break programs that take them for what should stand there. */
const ODD_VALUES: readonly (() => unknown)[] = [
  () => null,
  () => '',
  () => 0,
  () => -1,
  () => 1e308,
  () => -0.5,
  () => Number.MAX_SAFE_INTEGER,
  () => 2 ** 31,
  () => true,
  () => [],
  () => ({}),
  () => ['x'],
  () => '../../../etc/passwd',
  () => '/etc/passwd',
  () => 'C:\\Windows',
  () => '__proto__',
  () => 'constructor',
  () => '\u0000',
  () => '\ud800',
  () => '\u202egpj.exe',
  () => 'x'.repeat(100_000),
  () => '018f8a00-0000-7000-8000-000000000000',
  () => '9999-99-99T99:99:99Z',
  () => '2026-11-22T18:00:00.000Z',
  () => '0'.repeat(64),
  () => Array.from({ length: 5_000 }, (_, index) => index),
  () => JSON.parse('['.repeat(200) + ']'.repeat(200)),
  () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
];

const ODD_KEYS = ['__proto__', 'constructor', 'toString', '', '../x', 'schemaVersion', 'x'.repeat(1_000)];

function changeOnce(root: Holder, random: Random): void {
  const places = placesIn(root);
  if (places.length === 0) return;
  const [holder, key] = oneOf(random, places);
  switch (below(random, 7)) {
    case 0:
      delete holder[key];
      return;
    case 1: {
      // A value that is right elsewhere.
      const [otherHolder, otherKey] = oneOf(random, places);
      holder[key] = structuredClone(otherHolder[otherKey]);
      return;
    }
    case 2:
      // Own property, also for `__proto__`.
      Object.defineProperty(holder, oneOf(random, ODD_KEYS), {
        value: structuredClone(holder[key]),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      return;
    case 3: {
      const value = holder[key];
      if (typeof value === 'number') holder[key] = value + oneOf(random, [1, -1, 0.5, 1e9, -value * 2]);
      else if (typeof value === 'string') holder[key] = changeText(value, random);
      else if (Array.isArray(value)) holder[key] = [...value, ...structuredClone(value)];
      else holder[key] = oneOf(random, ODD_VALUES)();
      return;
    }
    default:
      holder[key] = oneOf(random, ODD_VALUES)();
  }
}

function changeText(text: string, random: Random): string {
  const at = below(random, text.length + 1);
  return oneOf(random, [
    () => text.slice(0, at),
    () =>
      `${text.slice(0, at)}${oneOf(random, ['\u0000', '"', '/', '..', '\ud83d', ' ', 'Z'])}${text.slice(at)}`,
    () => text.toUpperCase(),
    () => text + text,
  ])();
}

/** A copy of a JSON value with one to three places changed in ways that keep it JSON. */
export function mutateJson(value: unknown, random: Random): unknown {
  const root: Holder = { value: structuredClone(value) };
  for (let count = 1 + below(random, 3); count > 0; count -= 1) changeOnce(root, random);
  return root.value;
}

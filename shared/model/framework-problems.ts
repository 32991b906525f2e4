import type { z } from 'zod';

type Path = readonly PropertyKey[];

/** How the fields of a framework are called in sentences, by the name they have in its file. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  id: 'name',
  title: 'title',
  text: 'text',
  code: 'code',
  anchor: 'anchor',
  label: 'label',
  values: 'list of values',
  indicators: 'list of indicators',
  competencies: 'list of competencies',
  domains: 'list of domains',
  scales: 'list of scales',
  kinds: 'list of kinds of moment',
  crosswalks: 'list of crosswalks',
  lines: 'list of lines',
  countsFor: 'list of what counts for it',
  countsAgainst: 'list of what counts against it',
  assessableFrom: 'list of what it is assessable from',
  sourceNote: 'source note',
  scaleId: 'scale',
  schemaVersion: 'version of the file format',
  leadMs: 'lead',
  lagMs: 'lag',
};

/** How one of the things in a list is called, by the name of the list. */
const PART_WORDS: Readonly<Record<string, string>> = {
  domains: 'domain',
  competencies: 'competency',
  indicators: 'indicator',
  scales: 'scale',
  values: 'value',
  kinds: 'kind of moment',
  crosswalks: 'crosswalk',
  lines: 'line',
  borrowed: 'borrowed indicator',
  countsFor: 'phrase under what counts for it',
  countsAgainst: 'phrase under what counts against it',
  assessableFrom: 'medium',
};

/** What a part is known by, first of these that it has. */
const NAMING_FIELDS = ['code', 'id', 'from', 'title'] as const;

/**
 * Says in words where a framework file is wrong and what is wrong there, such as "indicator 3.06: its text is missing".
 *
 * @param issue - what parsing with the framework's schema found
 * @param file - what was parsed, in which the place is looked up
 * @returns a phrase without its full stop, for lists of reasons
 */
export function describeFrameworkProblem(issue: z.core.$ZodIssue, file: unknown): string {
  const { place, rest } = findPlace(issue.path, file);
  const found = valueAt(file, issue.path);
  const subject = describeField(rest);
  const what = describeFault(issue, found);
  const isWhole = issue.code === 'custom' && (rest.length === 0 || issue.path.length === 0);
  const said = isWhole || issue.path.length === 0 ? what : `${subject} ${what}`;
  if (issue.path.length === 0 && issue.code !== 'custom') return `the file ${what}`;
  return place === '' ? said : `${place}: ${said}`;
}

/** The innermost part with a name on the way, and what of the way is left within it. */
function findPlace(path: Path, file: unknown): { place: string; rest: Path } {
  for (let length = path.length; length >= 2; length -= 1) {
    const list = path[length - 2];
    const index = path[length - 1];
    if (typeof index !== 'number' || typeof list !== 'string' || !(list in PART_WORDS)) continue;
    const part = valueAt(file, path.slice(0, length));
    const word = PART_WORDS[list] as string;
    const name = nameOf(part);
    const isKnownAlone = name !== undefined && list !== 'values' && list !== 'lines';
    const owner = isKnownAlone ? '' : findPlace(path.slice(0, length - 2), file).place;
    const own = `${word} ${name ?? `number ${index + 1}`}`;
    return { place: owner === '' ? own : `${own} of ${owner}`, rest: path.slice(length) };
  }
  return { place: '', rest: path };
}

function nameOf(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const fields = part as Record<string, unknown>;
  if (typeof fields.to === 'object' && !Array.isArray(fields.to)) {
    const to = fields.to as Record<string, unknown> | null;
    return to ? `to ${String(to.id)}@${String(to.edition)}` : undefined;
  }
  for (const field of NAMING_FIELDS) {
    const name = fields[field];
    if (typeof name === 'string' && name.trim() !== '') {
      return field === 'title' || field === 'from' ? `“${shorten(name)}”` : shorten(name);
    }
  }
  return undefined;
}

function describeField(rest: Path): string {
  const [first] = rest;
  if (first === undefined) return 'it';
  const word = FIELD_WORDS[String(first)];
  return word ? `its ${word}` : `its “${rest.map(String).join('.')}”`;
}

function describeFault(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'custom') return issue.message;
  if (found === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `is ${wordsFor(found)} and must be ${TYPE_WORDS[issue.expected] ?? issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string' && found === '') return 'is empty';
      if (issue.origin === 'array' && !isRaw(issue.message)) return describeOwn(issue.message);
      return `is too ${issue.origin === 'number' || issue.origin === 'int' ? 'low' : 'short'}: at least ${count(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `is too ${issue.origin === 'number' || issue.origin === 'int' ? 'high' : 'long'}: at most ${count(issue.maximum, issue.origin)}`;
    case 'invalid_value':
      return `is ${wordsFor(found)} and must be ${issue.values.map((value) => `“${String(value)}”`).join(' or ')}`;
    case 'invalid_format':
      return `is ${wordsFor(found)} and ${isRaw(issue.message) ? 'must be written in another way' : issue.message}`;
    default:
      return 'is not as it must be';
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
};

function wordsFor(found: unknown): string {
  if (found === null) return 'null';
  if (Array.isArray(found)) return 'a list';
  switch (typeof found) {
    case 'string':
      return `“${shorten(found)}”`;
    case 'number':
    case 'boolean':
      return String(found);
    default:
      return 'a group of fields';
  }
}

function count(limit: number | bigint, origin: string): string {
  const many = Number(limit) === 1 ? '' : 's';
  if (origin === 'string') return `${limit} character${many}`;
  if (origin === 'array') return `${limit} entr${many ? 'ies' : 'y'}`;
  return String(limit);
}

/** Whether a message is the parser's own, not one that a schema of ours gives. */
function isRaw(message: string): boolean {
  return /^(Invalid|Too|Expected|Unrecognized)\b/.test(message);
}

function describeOwn(message: string): string {
  return message.startsWith('has ') ? 'is empty' : `is too short: ${message}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

import type { CodebookCode } from '#shared/formats/codebook';
import { codebookAsFramework } from '#shared/formats/codebook-as-framework';
import { frameworkAsCodebook } from '#shared/formats/framework-as-codebook';
import { asFrameworkId } from '#shared/frameworks/start-draft';
import { isSameEntry } from '#shared/history/review-change';
import { type Framework, frameworkSchema } from '#shared/model/framework';
import { describeFrameworkProblem } from '#shared/model/framework-problems';
import { UserError } from '../user-error';
import { CODEBOOK_NAMESPACE, FRAMEWORK_COMMENT, UNWRITABLE } from './codebook-file';

/** An element of an XML file, with its texts and comments where they stand in it. */
export type XmlElement = {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly (XmlElement | { text: string } | { comment: string })[];
};

/** Reads well-formed XML without a document type, and throws at anything else. */
export type XmlParser = (text: string) => XmlElement;

/** Levels of codes within codes; more is a file made to exhaust whoever reads it. */
const MAXIMUM_DEPTH = 100;

/**
 * Reads a REFI-QDA codebook (`.qdc`) as a framework. One that we wrote, and that no other tool changed since, comes
 * back exactly; of any other, its codes become domains, competencies and indicators.
 *
 * @param edition - for a codebook that does not say which framework it is
 * @throws UserError `bad-request` that names the file and what is wrong with it
 */
export function readCodebook(
  text: string,
  fileName: string,
  edition: string,
  parseXml: XmlParser,
): Framework {
  // Entities can be declared only there. Refused rather than expanded: they may name files, or grow without end.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    throw refused(fileName, 'it declares a document type of its own, which a codebook does not need');
  }
  let root: XmlElement;
  try {
    root = parseXml(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw refused(fileName, 'it is not XML', error);
  }
  if (root.name !== 'CodeBook' || root.attributes.xmlns !== CODEBOOK_NAMESPACE) {
    throw refused(fileName, 'it is not a REFI-QDA codebook');
  }
  const written = elementsOf(root, 'Codes').flatMap((list) => readCodes(list, fileName, 1));
  if (written.length === 0) throw refused(fileName, 'it holds no code');
  const exact = frameworkInComment(root);
  if (exact && isSameEntry(written, [writable(frameworkAsCodebook(exact))])) return exact;
  const codes = written.map((code) => tidy(code, fileName));
  const title = fileName.replace(/\.[^.]*$/, '') || 'Codebook';
  const origin = root.attributes.origin ? ` made with ${root.attributes.origin}` : '';
  const made = codebookAsFramework(codes, {
    id: asFrameworkId(title, 'codebook'),
    edition,
    title,
    sourceNote: `Read from the codebook “${fileName}”${origin}. Where its wording comes from is not known here. Developmental use only, not an assessment; not affiliated with or endorsed by any credentialing body.`,
  });
  const parsed = frameworkSchema.safeParse(made);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map((issue) => describeFrameworkProblem(issue, made));
  throw refused(fileName, problems.join('; '), parsed.error);
}

function readCodes(parent: XmlElement, fileName: string, depth: number): CodebookCode[] {
  if (depth > MAXIMUM_DEPTH) throw refused(fileName, `its codes lie more than ${MAXIMUM_DEPTH} levels deep`);
  return elementsOf(parent, 'Code').map((element) => ({
    name: element.attributes.name ?? '',
    description: elementsOf(element, 'Description').map(textOf).join('\n'),
    isCodable: element.attributes.isCodable !== 'false',
    codes: readCodes(element, fileName, depth + 1),
  }));
}

/** The framework that a codebook of ours carries, or `undefined` where it carries none that can be read. */
function frameworkInComment(root: XmlElement): Framework | undefined {
  for (const child of root.children) {
    if (!('comment' in child) || !child.comment.trimStart().startsWith(FRAMEWORK_COMMENT)) continue;
    try {
      return frameworkSchema.safeParse(JSON.parse(child.comment.trimStart().slice(FRAMEWORK_COMMENT.length)))
        .data;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** A code without space around its texts. */
function tidy(code: CodebookCode, fileName: string): CodebookCode {
  const name = code.name.trim();
  if (name === '') throw refused(fileName, 'one of its codes has no name');
  const codes = code.codes.map((each) => tidy(each, fileName));
  return { ...code, name, description: code.description.trim(), codes };
}

/** A code as it reads after it was written: without what XML cannot hold. */
function writable(code: CodebookCode): CodebookCode {
  const clean = (text: string) => text.replace(UNWRITABLE, '\ufffd');
  return {
    ...code,
    name: clean(code.name),
    description: clean(code.description),
    codes: code.codes.map(writable),
  };
}

function elementsOf(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => 'name' in child && child.name === name);
}

function textOf(element: XmlElement): string {
  return element.children.map((child) => ('text' in child ? child.text : '')).join('');
}

function refused(fileName: string, reason: string, cause?: unknown): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” is not a codebook that can be used: ${reason}. Nothing was imported.`,
    { cause },
  );
}

import { v5 as namedUuid } from 'uuid';
import type { CodebookCode } from '#shared/formats/codebook';
import { frameworkAsCodebook } from '#shared/formats/framework-as-codebook';
import { type Framework, frameworkFileName } from '#shared/model/framework';

/** The namespace of REFI-QDA codebooks. */
export const CODEBOOK_NAMESPACE = 'urn:QDA-XML:codebook:1.0';

/** Opens the comment in which our own codebooks carry the framework as it is, with all that codes cannot say. */
export const FRAMEWORK_COMMENT = 'concordance-framework ';

/** Makes the same code in the same edition the same one for the tools that read it. */
const CODE_IDS = '6f0d1d4e-4a53-5d0c-9c0b-2f3b6a1f7c11';

/** One colour a domain, as the tools that read codebooks show them. */
const DOMAIN_COLOURS = ['#1F6E5D', '#B4531A', '#2F5FA8', '#8A5FB0', '#7A5A12', '#0F7F95'] as const;

/**
 * Writes a framework as a REFI-QDA codebook (`.qdc`), which the common tools for qualitative analysis read. The same
 * framework gives the same bytes.
 */
export function writeCodebook(framework: Framework): string {
  const book = frameworkAsCodebook(framework);
  const address = frameworkFileName(framework);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<CodeBook xmlns="${CODEBOOK_NAMESPACE}" origin="Concordance">`,
    `<!--${FRAMEWORK_COMMENT}${commentText(JSON.stringify(framework))}-->`,
    '<Codes>',
    writeCode(book, address, undefined),
    '</Codes>',
    '</CodeBook>',
    '',
  ].join('\n');
}

function writeCode(code: CodebookCode, address: string, colour: string | undefined): string {
  const attributes = [
    `guid="${namedUuid(address, CODE_IDS).toUpperCase()}"`,
    `name="${attributeText(code.name)}"`,
    `isCodable="${code.isCodable}"`,
    ...(colour ? [`color="${colour}"`] : []),
  ].join(' ');
  const description =
    code.description === '' ? '' : `<Description>${elementText(code.description)}</Description>`;
  const under = code.codes.map((each, index) =>
    writeCode(each, `${address}/${index}`, colour ?? DOMAIN_COLOURS[index % DOMAIN_COLOURS.length]),
  );
  return [`<Code ${attributes}>${description}`, ...under, '</Code>'].join(under.length > 0 ? '\n' : '');
}

/** What XML 1.0 has no way to write: control characters, halves of characters, and two that are none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
export const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function elementText(text: string): string {
  return text
    .replace(UNWRITABLE, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;');
}

function attributeText(text: string): string {
  return elementText(text).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
}

/** JSON without what a comment must not hold; it reads back as the same. */
function commentText(json: string): string {
  return json
    .replace(/-/g, '\\u002d')
    .replace(UNWRITABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { XmlElement } from './codebook-reader';

/** Characters of an XML file at most: what the api lets through, and more than any codebook needs. */
const MAXIMUM_LENGTH = 20_000_000;

/** Elements within each other at most, so that nothing that reads them runs out of stack. */
const MAXIMUM_NESTING = 1_000;

const ATTRIBUTES = ':@';
const TEXT = '#text';
const COMMENT = '#comment';
const CDATA = '#cdata';

/** What the parser gives for a list of nodes in their order. */
type ParsedNode = { [name: string]: ParsedNode[] | ParsedAttributes | string };
type ParsedAttributes = { [name: string]: string };

/** The entities that XML itself has; all others would have to be declared, and declarations are refused. */
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  textNodeName: TEXT,
  commentPropName: COMMENT,
  cdataPropName: CDATA,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAXIMUM_NESTING,
  // Left as they are written: comments hold none, and the few that may occur are read below.
  processEntities: false,
  htmlEntities: false,
});

/**
 * Reads well-formed XML, every space of its texts kept. No document type, and so no entity of its own, is let in.
 *
 * @throws Error at anything else, with no more than a reason for the log
 */
export function parseXml(text: string): XmlElement {
  if (text.length > MAXIMUM_LENGTH) throw new Error('longer than any file that is read');
  if (/<!DOCTYPE/i.test(text)) throw new Error('a document type');
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Error(verdict.err.msg);
  const roots = (parser.parse(text) as ParsedNode[]).flatMap(readNode).filter((node) => 'name' in node);
  const [root, ...others] = roots;
  if (!root || others.length > 0) throw new Error('not one element');
  return root;
}

function readNode(node: ParsedNode): XmlElement['children'][number][] {
  return Object.entries(node).flatMap(([name, value]): XmlElement['children'][number][] => {
    if (name === ATTRIBUTES) return [];
    if (typeof value === 'string') return [{ text: decode(value) }];
    const under = Array.isArray(value) ? (value as ParsedNode[]) : [];
    if (name === COMMENT) return [{ comment: plainText(under) }];
    if (name === CDATA) return [{ text: plainText(under) }];
    return [
      {
        name,
        attributes: readAttributes((node[ATTRIBUTES] ?? {}) as ParsedAttributes),
        children: under.flatMap(readNode),
      },
    ];
  });
}

function readAttributes(written: ParsedAttributes): Record<string, string> {
  return Object.fromEntries(
    // A line break or tab that is written as such counts as a space in an attribute.
    Object.entries(written).map(([name, value]) => [name, decode(value.replace(/[\t\n\r]/g, ' '))]),
  );
}

function plainText(nodes: readonly ParsedNode[]): string {
  return nodes.map((node) => (typeof node[TEXT] === 'string' ? node[TEXT] : '')).join('');
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));|&/gi, (whole, decimal, hexadecimal, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hexadecimal) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    const character = name ? ENTITIES[name] : undefined;
    if (character === undefined) throw new Error(`the entity ${whole} is not declared`);
    return character;
  });
}

import type { XmlElement } from '../../../electron/backend/exchange/codebook-reader';

type Child = XmlElement['children'][number];

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML without a document type; for tests only, so it knows no more than the files that they make. */
export function parsePlainXml(text: string): XmlElement {
  const open: { name: string; attributes: Record<string, string>; children: Child[] }[] = [
    { name: '', attributes: {}, children: [] },
  ];
  const token =
    /<!--([\s\S]*?)-->|<\?[\s\S]*?\?>|<\/([\w:]+)\s*>|<([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    const parent = open.at(-1);
    if (!found || !parent) throw new Error('not well-formed');
    const [, comment, closing, name, attributes = '', selfClosing, words] = found;
    if (comment !== undefined) parent.children.push({ comment });
    else if (words !== undefined) parent.children.push({ text: decode(words) });
    else if (closing !== undefined) {
      if (parent.name !== closing) throw new Error('closed by another name');
      open.pop();
    } else if (name !== undefined) {
      const element = { name, attributes: readAttributes(attributes), children: [] };
      parent.children.push(element);
      if (selfClosing === '') open.push(element);
    }
  }
  const roots = open[0]?.children.filter((child): child is XmlElement => 'name' in child) ?? [];
  if (open.length !== 1 || roots.length !== 1 || !roots[0]) throw new Error('not one element');
  return roots[0];
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name, value]) => [name, decode(value ?? '')]),
  );
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name) {
      const character = ENTITIES[name];
      if (character === undefined) throw new Error(`unknown entity ${whole}`);
      return character;
    }
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16));
  });
}

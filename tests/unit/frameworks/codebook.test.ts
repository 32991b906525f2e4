import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { competenciesOf } from '#shared/model/framework';
import { writeCodebook } from '../../../electron/backend/exchange/codebook-file';
import { readCodebook } from '../../../electron/backend/exchange/codebook-reader';
import { parseXml } from '../../../electron/backend/exchange/parse-xml';
import { SHIPPED, shipped } from '../resources/shipped-frameworks';

import { anyFramework } from './random-frameworks';

const read = (text: string, fileName = 'my codes.qdc') => readCodebook(text, fileName, '1', parseXml);

function codebook(codes: string, head = ''): string {
  return `<?xml version="1.0"?>${head}<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Some tool 3"><Codes>${codes}</Codes></CodeBook>`;
}

describe('a framework as a codebook', () => {
  it.each(SHIPPED)('$id@$edition comes back as it was', (framework) => {
    expect(read(writeCodebook(framework))).toEqual(framework);
  });

  it('comes back as it was, whatever it says', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyFramework(), (framework) => {
        expect(read(writeCodebook(framework))).toEqual(framework);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same file each time, with codes within each other, texts escaped, and a colour a domain', () => {
    const text = writeCodebook(shipped('core-competencies@2025'));
    expect(writeCodebook(shipped('core-competencies@2025'))).toBe(text);
    expect(text).toContain(
      'name="3.06 Finds out with the client, or makes sure again, what this session is for."',
    );
    expect(text.match(/<Code /g)).toHaveLength(1 + 4 + 8 + 68);
    const ids = text.match(/guid="[0-9A-F-]{36}"/g) ?? [];
    expect(new Set(ids).size).toBe(81);
    expect(new Set(text.match(/color="#[0-9A-F]{6}"/g)).size).toBe(4);
  });

  it('says in sentences what a code has no field for', () => {
    const text = writeCodebook(shipped('ethics-and-role-self-check@1'));
    expect(text).toContain('A warning sign: observing it speaks against.');
    expect(text).toContain('not an assessment');
    expect(writeCodebook(shipped('pcc-markers@2020'))).toContain('Read through 4.1, 4.3, 4.4');
    expect(writeCodebook(shipped('acc-statements@2026'))).toContain(
      'Not certain: It rests on one public repository',
    );
  });

  it('that another tool changed is read by its codes, not by what it was before', () => {
    const before = shipped('role-shifts@1');
    const changed = writeCodebook(before).replace('RS.3 Brief: it is kept short.', 'RS.3 Over quickly.');
    const after = read(changed);
    expect(after.title).toContain('Role shifts');
    expect(
      competenciesOf(after).map(({ code, indicators }) => [code, indicators.map((each) => each.code)]),
    ).toEqual(
      competenciesOf(before).map(({ code, indicators }) => [code, indicators.map((each) => each.code)]),
    );
    expect(competenciesOf(after)[0]?.indicators[2]).toMatchObject({ code: 'RS.3', text: 'Over quickly.' });
  });
});

describe('a codebook of another tool', () => {
  it('that is flat and says little becomes one competency', () => {
    const framework = read(
      codebook(
        '<Code guid="1" name="Silence" isCodable="true"/><Code guid="2" name="Laughter" color="#ff0000"/>',
      ),
    );
    expect(framework).toMatchObject({ id: 'my-codes', edition: '1', title: 'my codes', scales: [] });
    expect(framework.sourceNote).toMatch(/“my codes\.qdc” made with Some tool 3.*not an assessment/);
    expect(competenciesOf(framework)).toMatchObject([
      {
        title: 'Codes',
        indicators: [
          { code: '1.1', text: 'Silence' },
          { code: '1.2', text: 'Laughter' },
        ],
      },
    ]);
  });

  it('may start with a mark of its byte order', () => {
    expect(read(`\ufeff${codebook('<Code name="Silence"/>')}`).title).toBe('my codes');
  });

  it('keeps every name and description, however deep', () => {
    const framework = read(
      codebook(
        '<Code name="Relationship"><Description>All of it.</Description><Code name="Loose end"/><Code name="Trust"><Description>Is &lt;felt&gt;.</Description><Code name="T1 Warmth"><Description>One\nTwo</Description><Code name="In the voice"/></Code></Code></Code><Code name="Extra"/>',
      ),
    );
    expect(framework.domains).toMatchObject([
      {
        title: 'Relationship',
        description: 'All of it.',
        competencies: [
          { title: 'Relationship', indicators: [{ text: 'Loose end' }] },
          {
            title: 'Trust',
            definition: 'Is <felt>.',
            indicators: [{ code: 'T1', text: 'Warmth', note: 'One\nTwo' }, { text: 'Warmth › In the voice' }],
          },
        ],
      },
      { title: 'Codes', competencies: [{ indicators: [{ text: 'Extra' }] }] },
    ]);
  });

  it('gives codes of its own where numbers are used twice', () => {
    const [first] = competenciesOf(read(codebook('<Code name="1 Ask"/><Code name="1 Ask again"/>')));
    expect(new Set([first?.code, ...(first?.indicators.map(({ code }) => code) ?? [])]).size).toBe(3);
    expect(first?.indicators[1]?.text).toBe('1 Ask again');
  });

  it.each<[string, string, string]>([
    ['no XML', 'code;name\n1;Silence', 'it is not XML'],
    ['nothing', '', 'it is not XML'],
    ['cut off', codebook('<Code name="a"/>').slice(0, 120), 'it is not XML'],
    ['other XML', '<html><body/></html>', 'it is not a REFI-QDA codebook'],
    ['no codes', codebook(''), 'it holds no code'],
    ['a code without a name', codebook('<Code guid="1"/>'), 'one of its codes has no name'],
    [
      'a name that is too long',
      codebook(`<Code name="${'x'.repeat(1_001)}"/>`),
      'indicator 1.1: its text is too long: at most 1000 characters',
    ],
    [
      'codes without end',
      codebook(`${'<Code name="a">'.repeat(150)}${'</Code>'.repeat(150)}`),
      'its codes lie more than 100 levels deep',
    ],
    [
      'entities that grow',
      codebook(
        '<Code name="&b;"/>',
        '<!DOCTYPE CodeBook [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
      ),
      'it declares a document type of its own',
    ],
    [
      'an entity that names a file',
      codebook('<Code name="&x;"/>', '<!doctype CodeBook [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      'it declares a document type of its own',
    ],
    [
      'elements nested without end',
      codebook(`${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`),
      'it is not XML',
    ],
    ['more than is ever read', codebook(`<Code name="a"/>${' '.repeat(20_000_000)}`), 'it is not XML'],
    ['two roots', `${codebook('<Code name="a"/>')}<CodeBook/>`, 'it is not XML'],
    ['names that programs trip over', codebook('<Code name="a" __proto__="b"/>'), 'it is not XML'],
    ['an entity that nothing declares', codebook('<Code name="&nbsp;"/>'), 'it is not XML'],
  ])('with %s is refused, and the reason named', (_what, text, reason) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        name: 'UserError',
        code: 'bad-request',
        message: expect.stringContaining(`“my codes.qdc” is not a codebook that can be used: ${reason}`),
      }),
    );
  });
});

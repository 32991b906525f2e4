import { describe, expect, it } from 'vitest';
import { type Framework, frameworkSchema } from '#shared/model/framework';
import { decodeText } from '../../../../renderer/app/decode-text';
import {
  countPart,
  keyOf,
  prepareBook,
  selectRows,
} from '../../../../renderer/features/frameworks/book/book-rows';
import { viewBeside } from '../../../../renderer/features/frameworks/book/crosswalk-view';
import { SHIPPED, shipped } from '../../resources/shipped-frameworks';
import { FRAMEWORK } from '../../scoring/contents';

const keysOf = (framework: Framework, search: string, part: Parameters<typeof selectRows>[2] = 'all') =>
  selectRows(prepareBook(framework), search, part).rows.map(keyOf);

describe('the rows of a book', () => {
  it('are all of it, each of its own key, where nothing is looked for', () => {
    for (const framework of SHIPPED) {
      const keys = keysOf(framework, ' ');
      expect(keys[0]).toBe('front');
      expect(new Set(keys).size).toBe(keys.length);
    }
    expect(keysOf(FRAMEWORK, '')).toEqual([
      'front',
      'domain D',
      'item A',
      'item A.1',
      'item A.2',
      'item B',
      'item B.1',
    ]);
  });

  it('are those in which every word occurs, under their headings', () => {
    expect(keysOf(FRAMEWORK, 'check a.2')).toEqual(['domain D', 'item A', 'item A.2']);
    expect(keysOf(FRAMEWORK, 'ENDS')).toEqual(['domain D', 'item B', 'item B.1']);
    expect(selectRows(prepareBook(FRAMEWORK), 'checks', 'all').found).toBe(1);
    expect(selectRows(prepareBook(FRAMEWORK), 'nowhere', 'all')).toEqual({ rows: [], found: 0 });
  });

  it('are found by codes, texts, and what counts for and against', () => {
    const book = shipped('core-competencies@2025');
    expect(keysOf(book, '3.06')).toContain('item 3.06');
    expect(keysOf(book, 'hidden interests')).toContain('item 1.01');
  });

  it('are what the edition added, reworded, or is not certain of', () => {
    const book = prepareBook(shipped('core-competencies@2025'));
    const { rows, found } = selectRows(book, '', 'new');
    expect(found).toBe(5);
    expect(countPart(book, 'new')).toBe(5);
    expect(rows.map(keyOf)).toEqual(expect.arrayContaining(['item 2.09', 'item 2.10', 'item 3.12']));
    expect(countPart(book, 'reworded')).toBe(12);
    expect(countPart(prepareBook(shipped('acc-statements@2026')), 'gates')).toBe(2);
  });

  it('of ten thousand are searched within the time of a key press', () => {
    const [domain] = FRAMEWORK.domains;
    const [competency] = domain?.competencies ?? [];
    const large = frameworkSchema.parse({
      ...FRAMEWORK,
      domains: [
        {
          ...domain,
          competencies: [
            {
              ...competency,
              indicators: Array.from({ length: 10_000 }, (_, index) => ({
                code: `A.${index}`,
                text: `Says the word number ${index} and listens to what it does in the room`,
              })),
            },
          ],
        },
      ],
    });
    const book = prepareBook(large);
    const from = performance.now();
    const { found } = selectRows(book, 'number 9999', 'all');
    expect(found).toBe(1);
    expect(performance.now() - from).toBeLessThan(200);
  });
});

describe('a book beside another', () => {
  it('knows the way there and what only the other has, both ways', () => {
    const [from, to] = [shipped('core-competencies@2019'), shipped('core-competencies@2025')];
    const there = viewBeside(from, to);
    expect(there?.lines.get('5.3')).toMatchObject({ to: ['5.04'] });
    expect(there?.texts.get('5.04')).toBeTruthy();
    expect(there?.onlyThere).toEqual(['2.09', '2.10', '3.12', '5.03', '8.07']);
    const back = viewBeside(to, from);
    expect(back?.lines.get('5.04')).toMatchObject({ to: ['5.3'] });
    expect(back?.onlyThere).toEqual([]);
    expect(viewBeside(to, shipped('role-shifts@1'))).toBeUndefined();
  });
});

describe('the text of a file', () => {
  it.each<[string, number[]]>([
    ['UTF-8', [0xc3, 0xa9]],
    ['UTF-16, low byte first', [0xff, 0xfe, 0xe9, 0x00]],
    ['UTF-16, high byte first', [0xfe, 0xff, 0x00, 0xe9]],
  ])('is read from %s', (_name, bytes) => {
    expect(decodeText(Uint8Array.from(bytes))).toBe('é');
  });
});

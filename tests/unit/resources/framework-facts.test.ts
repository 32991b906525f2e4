import { describe, expect, test } from 'vitest';
import { checkCrosswalks } from '#shared/model/check-crosswalks';
import { codesOf, competenciesOf, type Framework, isSameReference } from '#shared/model/framework';
import { countsOf, indicatorsOf, SHIPPED, shipped } from './shipped-frameworks';

const edition2019 = shipped('core-competencies@2019');
const edition2025 = shipped('core-competencies@2025');
const legacy = shipped('core-competencies-legacy@1998');
const markers = shipped('pcc-markers@2020');
const statements = shipped('acc-statements@2026');
const behaviours = shipped('mcc-behaviours@2026');
const roleShifts = shipped('role-shifts@1');
const selfCheck = shipped('ethics-and-role-self-check@1');

const NEW_IN_2025 = ['2.09', '2.10', '3.12', '5.03', '8.07'];
const REWORDED_IN_2025 = [
  ...['1.04', '2.02', '2.04', '2.06', '2.07', '3.01', '3.02', '3.11'],
  ...['6.02', '7.11', '8.08'],
];

function total(framework: Framework): number {
  return Object.values(countsOf(framework)).reduce((sum, count) => sum + count, 0);
}

function gatesOf(framework: Framework): readonly string[] {
  return indicatorsOf(framework).flatMap(({ code, gate }) => (gate ? [code] : []));
}

describe('how much each framework has', () => {
  test('63 sub-points in 2019', () => {
    expect(Object.values(countsOf(edition2019))).toEqual([7, 8, 11, 6, 6, 6, 11, 8]);
    expect(total(edition2019)).toBe(63);
  });

  test('68 sub-points in 2025', () => {
    expect(Object.values(countsOf(edition2025))).toEqual([7, 10, 12, 6, 7, 6, 11, 9]);
    expect(total(edition2025)).toBe(68);
  });

  test('five new sub-points in 2025, and eleven reworded', () => {
    const changed = (change: string) =>
      indicatorsOf(edition2025).flatMap(({ code, since }) => (since?.change === change ? [code] : []));
    expect(changed('new')).toEqual(NEW_IN_2025);
    expect(changed('reworded')).toEqual(REWORDED_IN_2025);
    expect(competenciesOf(edition2025).flatMap(({ code, since }) => (since ? [code] : []))).toEqual(['2']);
  });

  test('eleven competencies in the first model', () => {
    expect(competenciesOf(legacy).map(({ code }) => code)).toEqual(
      Array.from({ length: 11 }, (_, index) => `${index + 1}`),
    );
  });

  test('37 markers in six competencies, on no scale, observed or not', () => {
    expect(countsOf(markers)).toEqual({ 1: 0, 2: 0, 3: 4, 4: 4, 5: 5, 6: 7, 7: 8, 8: 9 });
    expect(total(markers)).toBe(37);
    expect(markers.scales).toEqual([]);
    for (const competency of competenciesOf(markers)) expect(competency.marking).toBe('observed-or-not');
  });

  test('the mindset of the markers is read through eleven of them, and ethics is a gate', () => {
    const [ethics, mindset] = competenciesOf(markers);
    expect(mindset?.borrowed).toEqual([
      ...['4.1', '4.3', '4.4', '5.1', '5.2', '5.3', '5.4', '6.1', '6.5', '7.1', '7.5'],
    ]);
    expect(ethics?.indicators.every(({ gate }) => gate)).toBe(true);
    expect(gatesOf(markers)).toEqual(['1.ethics', '1.role']);
  });

  test('two gates and twenty statements', () => {
    expect(gatesOf(statements)).toEqual(['A1.ethics', 'A1.role']);
    expect(countsOf(statements)).toEqual({ A1: 0, A2: 0, A3: 4, A4: 3, A5: 4, A6: 3, A7: 3, A8: 3 });
    expect(total(statements)).toBe(20);
  });

  test.each([statements, behaviours])(
    '$title: four anchored values and, apart, no opportunity',
    ({ scales }) => {
      expect(scales.map(({ values }) => values.map(({ id }) => id))).toEqual([
        ['not-met', 'below', 'meets', 'exceeds'],
      ]);
      expect(scales[0]?.noOpportunity).toMatch(/never counts as low/);
    },
  );

  test('four tests of a role shift, rated from none to all four', () => {
    expect(countsOf(roleShifts)).toMatchObject({ RS: 4 });
    expect(roleShifts.scales[0]?.values).toHaveLength(5);
  });

  test('51 items in the self-check', () => {
    const { CE, CM, CP, CW, ...rest } = countsOf(selfCheck) as Record<string, number>;
    expect([(CE ?? 0) + (CM ?? 0), (CP ?? 0) + (CW ?? 0)]).toEqual([10, 6]);
    expect(rest).toEqual({ SU: 6, CS: 5, KS: 3, DO: 4, DN: 8, AR: 3, AN: 6 });
    expect(total(selfCheck)).toBe(51);
  });

  test('faults are told as warning signs, and the tensions among the items are said', () => {
    const unwanted = new Set(['SU', 'CS', 'KS', 'DN', 'AN']);
    for (const { code, sense, note } of indicatorsOf(selfCheck)) {
      expect(sense).toBe(unwanted.has(code.slice(0, 2)) ? 'unwanted' : 'wanted');
      if (['CM.3', 'CM.4', 'DN.8'].includes(code)) expect(note).toMatch(/pulls against/i);
      if (code === 'AN.5') expect(note).toMatch(/wrong way round/);
    }
  });
});

describe('what is uncertain', () => {
  test('is marked wherever a fact rests on one source, with the reason', () => {
    for (const framework of [statements, behaviours]) {
      expect(framework.uncertain).toMatch(/one public repository/);
      for (const { uncertain } of indicatorsOf(framework)) expect(uncertain).toMatch(/one public repository/);
    }
    for (const { code, uncertain } of indicatorsOf(roleShifts)) {
      expect(uncertain !== undefined).toBe(code.startsWith('RS') || code === 'RW.1');
    }
    expect(markers.uncertain).toMatch(/observed or not/);
    expect(legacy.domains.every(({ uncertain }) => uncertain)).toBe(true);
  });

  test('is marked on every rewording of 2025, in both crosswalks too, and on none of the new', () => {
    for (const { code, since } of indicatorsOf(edition2025)) {
      expect(since?.uncertain !== undefined).toBe(REWORDED_IN_2025.includes(code));
    }
    for (const { crosswalks } of [edition2019, edition2025]) {
      const marked = crosswalks[0]?.lines.filter(({ uncertain }) => uncertain);
      expect(marked).toHaveLength(11);
      expect(marked?.every(({ relation }) => relation === 'reworded')).toBe(true);
    }
  });

  test('is marked on nothing that all sources agree about', () => {
    for (const framework of [edition2019, edition2025, markers, selfCheck]) {
      expect(indicatorsOf(framework).filter(({ uncertain }) => uncertain)).toEqual([]);
    }
  });
});

describe('the crosswalks', () => {
  test('all end somewhere, in a framework that ships', () => {
    expect(checkCrosswalks(SHIPPED)).toEqual([]);
    for (const { to } of SHIPPED.flatMap(({ crosswalks }) => crosswalks)) {
      expect(SHIPPED.some((framework) => isSameReference(framework, to))).toBe(true);
    }
  });

  test('have a line for every competency and every indicator', () => {
    for (const framework of SHIPPED) {
      for (const { lines } of framework.crosswalks) {
        expect(lines.map(({ from }) => from)).toEqual(codesOf(framework));
      }
    }
  });

  test('between the editions of the eight tell the same in both directions', () => {
    const pairs = ({ crosswalks }: Framework) =>
      (crosswalks[0]?.lines ?? []).flatMap(({ from, to, relation }) =>
        to.map((code) => [from, code, relation]),
      );
    const back = pairs(edition2025).map(([from, code, relation]) => [code, from, relation]);
    expect(pairs(edition2019)).toEqual(back);
    const dropped = edition2025.crosswalks[0]?.lines.filter(({ relation }) => relation === 'dropped');
    expect(dropped?.map(({ from }) => from)).toEqual(NEW_IN_2025);
  });

  test('lead from the eleven to the eight as the tables have it', () => {
    const expected = {
      1: '1',
      2: '3',
      3: '4',
      4: '5',
      5: '6',
      6: '7',
      7: '7',
      8: '7',
      9: '8',
      10: '8',
      11: '8',
    };
    for (const { lines } of legacy.crosswalks) {
      expect(Object.fromEntries(lines.map(({ from, to }) => [from, to.join()]))).toEqual(expected);
    }
    expect(legacy.crosswalks.map(({ to }) => to.edition)).toEqual(['2019', '2025']);
  });
});

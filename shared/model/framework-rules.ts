import type { z } from 'zod';
import type { Crosswalk } from './crosswalk';
import type { Competency, Domain, FrameworkReference, Scale } from './framework-parts';
import { type MomentKind, TRAIL_KINDS } from './moment';

type FrameworkContent = FrameworkReference & {
  scales: readonly Scale[];
  kinds: readonly MomentKind[];
  domains: readonly Domain[];
  crosswalks: readonly Crosswalk[];
};

/** Reports what is wrong with a framework that no single field shows: names used twice, and names of nothing. */
export function checkFramework(framework: FrameworkContent, context: z.RefinementCtx): void {
  const report = (message: string) => context.addIssue({ code: 'custom', message });
  const competencies = framework.domains.flatMap((domain) => domain.competencies);
  checkScales(framework, competencies, report);
  checkCodes(framework, competencies, report);
  checkKinds(framework, competencies, report);
  checkBorrowed(competencies, report);
  checkOwnCrosswalks(framework, competencies, report);
}

type Report = (message: string) => void;

function checkScales(
  { scales }: FrameworkContent,
  competencies: readonly Competency[],
  report: Report,
): void {
  const ids = new Set(scales.map((scale) => scale.id));
  for (const { code, scaleId } of competencies) {
    if (scaleId !== undefined && !ids.has(scaleId)) {
      report(`competency ${code} is rated on the scale “${scaleId}”, which is missing`);
    }
  }
  reportRepeated(
    scales.map((scale) => scale.id),
    'scale',
    report,
  );
  for (const scale of scales) {
    reportRepeated(
      scale.values.map((value) => value.id),
      `value of scale ${scale.id}`,
      report,
    );
  }
}

function checkCodes(
  { domains }: FrameworkContent,
  competencies: readonly Competency[],
  report: Report,
): void {
  reportRepeated(
    domains.map((domain) => domain.id),
    'domain',
    report,
  );
  const competencyCodes = competencies.map((competency) => competency.code);
  const indicatorCodes = competencies.flatMap(({ indicators }) => indicators.map(({ code }) => code));
  reportRepeated(competencyCodes, 'competency code', report);
  reportRepeated(indicatorCodes, 'indicator code', report);
  const taken = new Set(competencyCodes);
  for (const code of indicatorCodes) {
    if (taken.has(code)) report(`the code “${code}” names a competency and an indicator`);
  }
}

function checkKinds({ kinds }: FrameworkContent, competencies: readonly Competency[], report: Report): void {
  const ids = [...TRAIL_KINDS, ...kinds].map((kind) => kind.id);
  reportRepeated(ids, 'kind of moment', report);
  const known = new Set(ids);
  for (const competency of competencies) {
    for (const kind of competency.kinds) {
      if (!known.has(kind)) {
        report(`competency ${competency.code} names the kind of moment “${kind}”, which is missing`);
      }
    }
  }
}

function checkBorrowed(competencies: readonly Competency[], report: Report): void {
  const known = new Set(competencies.flatMap(({ indicators }) => indicators.map(({ code }) => code)));
  for (const { code, borrowed, indicators } of competencies) {
    const own = new Set(indicators.map((indicator) => indicator.code));
    for (const indicatorCode of borrowed) {
      if (!known.has(indicatorCode)) {
        report(`competency ${code} borrows the indicator “${indicatorCode}”, which is missing`);
      } else if (own.has(indicatorCode)) {
        report(`competency ${code} borrows its own indicator “${indicatorCode}”`);
      }
    }
    reportRepeated(borrowed, `indicator borrowed by competency ${code}`, report);
  }
}

function checkOwnCrosswalks(
  { id, edition, crosswalks }: FrameworkContent,
  competencies: readonly Competency[],
  report: Report,
): void {
  const known = new Set(
    competencies.flatMap(({ code, indicators }) => [code, ...indicators.map((each) => each.code)]),
  );
  const targets = crosswalks.map(({ to }) => `${to.id}@${to.edition}`);
  reportRepeated(targets, 'crosswalk to', report);
  if (targets.includes(`${id}@${edition}`)) report('a crosswalk leads to the framework itself');
  for (const [index, { lines }] of crosswalks.entries()) {
    const what = `crosswalk to ${targets[index]}`;
    for (const { from } of lines) {
      if (!known.has(from)) report(`the ${what} starts from “${from}”, which is missing`);
    }
    reportRepeated(
      lines.map(({ from }) => from),
      `starting point of the ${what}:`,
      report,
    );
  }
}

/** Reports each name that occurs more than once, once. */
function reportRepeated(names: readonly string[], what: string, report: Report): void {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
  }
  for (const name of repeated) report(`the ${what} “${name}” appears twice`);
}

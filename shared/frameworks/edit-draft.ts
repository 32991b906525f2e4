import type { DraftContent } from '../model/framework-draft';

export type DraftDomain = DraftContent['domains'][number];
export type DraftCompetency = DraftDomain['competencies'][number];
export type DraftIndicator = DraftCompetency['indicators'][number];
export type DraftScale = DraftContent['scales'][number];

/** Where a part of a draft stands: a domain, a competency of it, or an indicator of that, each counted from 0. */
export type DraftPlace =
  | { domain: number; competency?: undefined; indicator?: undefined }
  | { domain: number; competency: number; indicator?: undefined }
  | { domain: number; competency: number; indicator: number };

export function changeDomain(
  content: DraftContent,
  { domain }: DraftPlace,
  change: Partial<DraftDomain>,
): DraftContent {
  return { ...content, domains: replaceAt(content.domains, domain, (each) => ({ ...each, ...change })) };
}

/** Changes a competency; with its code, what names it elsewhere in the framework follows. */
export function changeCompetency(
  content: DraftContent,
  place: DraftPlace & { competency: number },
  change: Partial<DraftCompetency>,
): DraftContent {
  const before = content.domains[place.domain]?.competencies[place.competency];
  const changed = changeDomainCompetencies(content, place, (competencies) =>
    replaceAt(competencies, place.competency, (each) => ({ ...each, ...change })),
  );
  return before && change.code !== undefined
    ? followCode(content, changed, before.code, change.code)
    : changed;
}

/** Changes an indicator; with its code, what names it elsewhere in the framework follows. */
export function changeIndicator(
  content: DraftContent,
  place: DraftPlace & { indicator: number },
  change: Partial<DraftIndicator>,
): DraftContent {
  const before = content.domains[place.domain]?.competencies[place.competency]?.indicators[place.indicator];
  const changed = changeCompetency(
    content,
    { domain: place.domain, competency: place.competency },
    {
      indicators: replaceAt(indicatorsAt(content, place), place.indicator, (each) => ({
        ...each,
        ...change,
      })),
    },
  );
  return before && change.code !== undefined
    ? followCode(content, changed, before.code, change.code)
    : changed;
}

/** Adds an empty domain at the end, a competency at the end of its domain, or an indicator after the place given. */
export function addPart(
  content: DraftContent,
  at:
    | { type: 'domain' }
    | { type: 'competency'; domain: number }
    | { type: 'indicator'; place: DraftPlace & { competency: number } },
): { content: DraftContent; place: DraftPlace } {
  const taken = new Set(draftCodes(content));
  switch (at.type) {
    case 'domain': {
      const ids = new Set(content.domains.map(({ id }) => id));
      const domain = {
        id: firstFree('D', content.domains.length + 1, ids),
        title: '',
        description: '',
        competencies: [],
      };
      return {
        content: { ...content, domains: [...content.domains, domain] },
        place: { domain: content.domains.length },
      };
    }
    case 'competency': {
      const competencies = content.domains[at.domain]?.competencies ?? [];
      const count = content.domains.reduce((sum, domain) => sum + domain.competencies.length, 0);
      const added: DraftCompetency = {
        code: firstFree('', count + 1, taken),
        title: '',
        definition: '',
        ...(content.scales[0] && { scaleId: content.scales[0].id }),
        marking: 'in-degrees',
        borrowed: [],
        kinds: [],
        indicators: [],
      };
      return {
        content: changeDomain(content, at, { competencies: [...competencies, added] }),
        place: { domain: at.domain, competency: competencies.length },
      };
    }
    case 'indicator': {
      const { domain, competency } = at.place;
      const indicators = indicatorsAt(content, at.place);
      const index = at.place.indicator === undefined ? indicators.length : at.place.indicator + 1;
      const code = content.domains[domain]?.competencies[competency]?.code ?? '';
      const added: DraftIndicator = {
        code: firstFree(`${code}.`, indicators.length + 1, taken),
        text: '',
        countsFor: [],
        countsAgainst: [],
        assessableFrom: ['audio', 'video'],
        beyondOneSession: false,
        gate: false,
        sense: 'wanted',
        note: '',
      };
      return {
        content: changeCompetency(
          content,
          { domain, competency },
          { indicators: indicators.toSpliced(index, 0, added) },
        ),
        place: { domain, competency, indicator: index },
      };
    }
  }
}

/** Removes a part with all that is within it, and everything that names it elsewhere in the framework. */
export function removePart(content: DraftContent, place: DraftPlace): DraftContent {
  const { domain, competency, indicator } = place;
  let left: DraftContent;
  if (competency === undefined) left = { ...content, domains: content.domains.toSpliced(domain, 1) };
  else if (indicator === undefined) {
    left = changeDomainCompetencies(content, place, (competencies) => competencies.toSpliced(competency, 1));
  } else {
    left = changeCompetency(
      content,
      { domain, competency },
      {
        indicators: indicatorsAt(content, place).toSpliced(indicator, 1),
      },
    );
  }
  const codes = new Set(draftCodes(left));
  return withNames(left, (code) => (codes.has(code) ? code : undefined));
}

/** Moves a part by one among its neighbours; at the edge it stays. */
export function movePart(
  content: DraftContent,
  place: DraftPlace,
  by: -1 | 1,
): { content: DraftContent; place: DraftPlace } {
  const { domain, competency, indicator } = place;
  if (competency === undefined) {
    const domains = moved(content.domains, domain, by);
    return {
      content: { ...content, domains },
      place: domains === content.domains ? place : { domain: domain + by },
    };
  }
  if (indicator === undefined) {
    const before = content.domains[domain]?.competencies ?? [];
    const competencies = moved(before, competency, by);
    return competencies === before
      ? { content, place }
      : {
          content: changeDomain(content, place, { competencies }),
          place: { domain, competency: competency + by },
        };
  }
  const before = indicatorsAt(content, place);
  const indicators = moved(before, indicator, by);
  return indicators === before
    ? { content, place }
    : {
        content: changeCompetency(content, { domain, competency }, { indicators }),
        place: { domain, competency, indicator: indicator + by },
      };
}

/** Every code of a draft in the order of the book; one that is used twice is there twice. */
export function draftCodes(content: Pick<DraftContent, 'domains'>): string[] {
  return content.domains.flatMap(({ competencies }) =>
    competencies.flatMap(({ code, indicators }) => [code, ...indicators.map((each) => each.code)]),
  );
}

/** Moves the member at an index by one; the list itself where there is no room. */
export function moved<Member>(list: readonly Member[], index: number, by: -1 | 1): Member[] {
  const target = index + by;
  const member = list[index];
  if (member === undefined || target < 0 || target >= list.length) return list as Member[];
  return list.toSpliced(index, 1).toSpliced(target, 0, member);
}

export function replaceAt<Member>(
  list: readonly Member[],
  index: number,
  change: (member: Member) => Member,
): Member[] {
  return list.map((member, at) => (at === index ? change(member) : member));
}

function indicatorsAt(content: DraftContent, { domain, competency }: DraftPlace): readonly DraftIndicator[] {
  return (competency !== undefined && content.domains[domain]?.competencies[competency]?.indicators) || [];
}

function changeDomainCompetencies(
  content: DraftContent,
  { domain }: DraftPlace,
  change: (competencies: readonly DraftCompetency[]) => DraftCompetency[],
): DraftContent {
  return {
    ...content,
    domains: replaceAt(content.domains, domain, (each) => ({
      ...each,
      competencies: change(each.competencies),
    })),
  };
}

/** What named a code names its new one; not while it is used twice, since then nobody can tell which was meant. */
function followCode(before: DraftContent, after: DraftContent, from: string, to: string): DraftContent {
  const isClear = draftCodes(before).filter((code) => code === from || code === to).length === 1;
  return isClear && to !== '' && from !== to
    ? withNames(after, (code) => (code === from ? to : code))
    : after;
}

/** Changes or removes the codes by which competencies borrow and crosswalks start. */
function withNames(content: DraftContent, rename: (code: string) => string | undefined): DraftContent {
  return {
    ...content,
    domains: content.domains.map((domain) => ({
      ...domain,
      competencies: domain.competencies.map((competency) =>
        competency.borrowed.length === 0
          ? competency
          : { ...competency, borrowed: competency.borrowed.flatMap((code) => rename(code) ?? []) },
      ),
    })),
    crosswalks: content.crosswalks
      .map((crosswalk) => ({
        ...crosswalk,
        lines: crosswalk.lines.flatMap((line) => {
          const from = rename(line.from);
          return from === undefined ? [] : [{ ...line, from }];
        }),
      }))
      .filter(({ lines }) => lines.length > 0),
  };
}

function firstFree(prefix: string, from: number, taken: ReadonlySet<string>): string {
  let number = from;
  while (taken.has(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}

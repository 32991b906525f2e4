import type { Competency, Framework, Indicator } from '#shared/model/framework';
import type { ReviewContent } from '#shared/model/review';
import type { EvidenceIndex } from './evidence-index';

export const CHECKLIST_FILTERS = ['all', 'unmarked', 'without-evidence'] as const;
export type ChecklistFilter = (typeof CHECKLIST_FILTERS)[number];

/** Whether a line of the checklist still calls for what the filter looks for. */
export function passesFilter(
  filter: ChecklistFilter,
  indicatorCode: string,
  marks: ReviewContent['marks'],
  evidence: EvidenceIndex,
): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'unmarked':
      return marks[indicatorCode] === undefined;
    case 'without-evidence':
      return needsEvidence(marks[indicatorCode]?.state) && !evidence.has(indicatorCode);
  }
}

/** Only what was heard, in whole or in part, can be shown by a moment. An unmarked line is not judged yet. */
function needsEvidence(state: string | undefined): boolean {
  return state === 'observed' || state === 'partly';
}

/** Whether every word of the search occurs in the line, its code or its competency's title. */
export function matchesSearch(search: string, indicator: Indicator, competency: Competency): boolean {
  const haystack = `${indicator.code} ${indicator.text} ${competency.title}`.toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

export type ChecklistPart = { competency: Competency; indicators: readonly Indicator[] };
export type ChecklistDomain = { id: string; title: string; parts: readonly ChecklistPart[] };

/** The framework without the lines that are not wanted, and without competencies and domains left empty by that. */
export function selectChecklist(
  framework: Framework,
  isWanted: (indicator: Indicator, competency: Competency) => boolean,
): ChecklistDomain[] {
  return framework.domains
    .map(({ id, title, competencies }) => ({
      id,
      title,
      parts: competencies
        .map((competency) => ({
          competency,
          indicators: competency.indicators.filter((indicator) => isWanted(indicator, competency)),
        }))
        .filter((part) => part.indicators.length > 0),
    }))
    .filter((domain) => domain.parts.length > 0);
}

import type { AgreementFigure } from './agreement-report';
import { bootstrapInterval } from './bootstrap';
import { segmentRatings } from './event-agreement';
import { gwetAgreement } from './gwet';
import type { JudgedMoment, JudgedReview } from './judged-review';
import { cohenKappa, fleissKappa } from './kappa';
import { krippendorffAlpha } from './krippendorff';
import { percentAgreement } from './percent-agreement';
import type { Figure, Ratings } from './ratings';

/** Lengths of window to choose from, in milliseconds. */
export const WINDOWS_MS = [10_000, 30_000, 60_000, 120_000, 300_000] as const;

/** How far reviewers agree in which windows of a session moments of one kind lie. */
export type SegmentAgreement = {
  windows: number;
  /** Windows that all of them marked, that some did, and that nobody did. */
  byAll: number;
  bySome: number;
  byNobody: number;
  figures: readonly AgreementFigure[];
};

const MARKED_OR_NOT = [0, 1];

/** The same from one look to the next. */
const SEED = 20_261;

/**
 * @param kind - id of the kind of moment
 * @param windowMs - above 0; the last window may be shorter
 */
export function agreeBySegment(
  reviews: readonly Pick<JudgedReview, 'content'>[],
  kind: string,
  durationMs: number,
  windowMs: number,
): SegmentAgreement {
  const rows = segmentRatings(
    reviews.map(({ content }) => momentsOf(content.moments, kind)),
    durationMs,
    windowMs,
  );
  const marked = rows.map((row) => row.filter((value) => value === 1).length);
  const isPair = reviews.length === 2;
  const figures = [
    { id: 'percent', label: 'Same in a window', of: (table) => percentAgreement(table) },
    {
      id: 'kappa',
      label: isPair ? 'Cohen’s kappa' : 'Fleiss’ kappa',
      of: (table) => (isPair ? cohenKappa : fleissKappa)(table, { categories: MARKED_OR_NOT }),
    },
    {
      id: 'alpha',
      label: 'Krippendorff’s alpha, nominal',
      of: (table) => krippendorffAlpha(table, 'nominal'),
    },
    { id: 'gwet', label: 'Gwet’s AC1', of: (table) => gwetAgreement(table, { categories: MARKED_OR_NOT }) },
  ] as const satisfies readonly (Pick<AgreementFigure, 'id' | 'label'> & {
    of: (table: Ratings<number>) => Figure;
  })[];
  return {
    windows: rows.length,
    byAll: marked.filter((count) => count === reviews.length).length,
    bySome: marked.filter((count) => count > 0 && count < reviews.length).length,
    byNobody: marked.filter((count) => count === 0).length,
    figures: figures.map(({ id, label, of }) => {
      const interval = bootstrapInterval(rows, of, { seed: SEED });
      return { id, label, figure: of(rows), ...(interval && { interval }) };
    }),
  };
}

function momentsOf(moments: Readonly<Record<string, JudgedMoment>>, kind: string): JudgedMoment[] {
  return Object.values(moments).filter((moment) => moment.kind === kind);
}

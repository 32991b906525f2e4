import { formatSpan } from '../formats/moment-words';
import type { CompetencyReviewContent, MentoringSetting } from '../model/competency-review';
import { type Competency, competenciesOf, type Framework, ratingLabel, scaleOf } from '../model/framework';
import type { MoveReport } from '../model/move-report';
import type { SubmittedReview } from '../model/review';
import type { SessionDocument } from '../model/session';
import { evidenceFor } from '../scoring/evidence';
import type {
  CompetencyReviewFact,
  CompetencyReviewPart,
  CompetencyReviewTemplate,
} from './competency-review-template';
import { DEVELOPMENTAL_NOTICE, NOTHING_WRITTEN, observedIn, quoted } from './observation-form';
import type { ReportBlock, ReportCell } from './report-blocks';

/** One observed session with the submitted review of it, in the words of the competency review's framework. */
export type ReviewedSession = {
  session: Pick<SessionDocument, 'id' | 'title' | 'date' | 'coach' | 'recording'>;
  review: Pick<SubmittedReview, 'id' | 'reviewer' | 'content' | 'independence'>;
  setting: MentoringSetting;
  /** Where it was made under another edition: which, and what of it has no place in this one. */
  movedFrom?: { framework: string; report: MoveReport };
};

export type CompetencyReviewInput = {
  content: CompetencyReviewContent;
  framework: Framework;
  /** In any order. */
  sessions: readonly ReviewedSession[];
  template: CompetencyReviewTemplate;
  /** Writes a calendar date as the reader writes dates. */
  writeDay(date: string): string;
};

/** Said of sessions that were talked about in a group. */
export const GROUP_SESSIONS_NOTICE =
  'What was observed in group mentoring is formative: it is shown beside the rest and is not counted as evidence of one-to-one mentoring.';

/**
 * Fills in what several observed sessions of one coach show together: for each competency what was decided about it,
 * the rating of every session, and every piece of evidence with its session, time and words.
 */
export function layOutCompetencyReview(input: CompetencyReviewInput): ReportBlock[] {
  const ordered = { ...input, sessions: inOrder(input.sessions) };
  const blocks: ReportBlock[] = [
    { type: 'title', text: input.template.title },
    { type: 'paragraph', text: DEVELOPMENTAL_NOTICE, tone: 'note' },
  ];
  if (ordered.sessions.some(({ setting }) => setting === 'group')) {
    blocks.push({ type: 'paragraph', text: GROUP_SESSIONS_NOTICE, tone: 'note' });
  }
  blocks.push(...ordered.sessions.flatMap((each) => sayWhereMoved(each, ordered)));
  for (const part of input.template.parts) blocks.push(...layOutPart(part, ordered));
  blocks.push({ type: 'paragraph', text: input.framework.sourceNote, tone: 'note' });
  return blocks;
}

/** By date, and on one day by the review's id. */
export function inOrder(sessions: readonly ReviewedSession[]): ReviewedSession[] {
  return sessions.toSorted(
    (a, b) => a.session.date.localeCompare(b.session.date) || (a.review.id < b.review.id ? -1 : 1),
  );
}

function sayWhereMoved(
  { session, movedFrom }: ReviewedSession,
  { writeDay }: CompetencyReviewInput,
): ReportBlock[] {
  if (!movedFrom) return [];
  const left = new Set(
    movedFrom.report.uncarried.flatMap((each) => (each.type === 'rating' ? [each.code] : [])),
  );
  const lost =
    left.size === 0 ? '' : ` Ratings without a place in this edition are left out: ${[...left].join(', ')}.`;
  return [
    {
      type: 'paragraph',
      tone: 'note',
      text: `“${session.title}” of ${writeDay(session.date)} was reviewed under ${movedFrom.framework}; its ratings are read along the crosswalk.${lost}`,
    },
  ];
}

function layOutPart(part: CompetencyReviewPart, input: CompetencyReviewInput): ReportBlock[] {
  const heading: ReportBlock[] =
    part.heading === undefined ? [] : [{ type: 'heading', level: 2, text: part.heading }];
  switch (part.type) {
    case 'text':
      return [...heading, { type: 'paragraph', text: part.text, tone: 'text' }];
    case 'facts': {
      const rows = part.facts.map(({ fact, label }) => ({ label, value: factOf(fact, input) }));
      return [...heading, { type: 'facts', rows }];
    }
    case 'sessions':
      return [...heading, layOutSessions(part, input)];
    case 'competencies':
      return [
        ...heading,
        ...competenciesOf(input.framework).flatMap((competency) => layOutCompetency(competency, part, input)),
      ];
    case 'summary': {
      const text = input.content.summary.trim();
      return [
        { type: 'heading', level: 2, text: part.heading, about: 'summary' },
        text ? { type: 'paragraph', text, tone: 'text' } : NOTHING_WRITTEN,
      ];
    }
    case 'signatures':
      return [...heading, { type: 'signatures', lines: part.lines }];
  }
}

function factOf(
  fact: CompetencyReviewFact,
  { content, framework, sessions, writeDay }: CompetencyReviewInput,
): string {
  switch (fact) {
    case 'coach':
      return content.coach || 'not named';
    case 'reviewers':
      return [...new Set(sessions.map(nameOfReviewer))].join('; ') || 'nobody yet';
    case 'framework':
      return `${framework.title}, edition ${framework.edition}`;
    case 'sessions':
      return String(new Set(sessions.map(({ session }) => session.id)).size);
    case 'one-to-one':
      return String(
        new Set(sessions.filter(({ setting }) => setting === 'one-to-one').map(({ session }) => session.id))
          .size,
      );
    case 'period': {
      const [first, last] = [sessions[0], sessions.at(-1)];
      if (!first || !last) return 'no session yet';
      return first.session.date === last.session.date
        ? writeDay(first.session.date)
        : `${writeDay(first.session.date)} to ${writeDay(last.session.date)}`;
    }
  }
}

function nameOfReviewer({ review: { reviewer } }: Pick<ReviewedSession, 'review'>): string {
  return [reviewer.name, reviewer.credential].filter(Boolean).join(', ');
}

function layOutSessions(
  { columns, heading }: Extract<CompetencyReviewPart, { type: 'sessions' }>,
  { sessions, writeDay }: CompetencyReviewInput,
): ReportBlock {
  return {
    type: 'table',
    name: heading,
    columns: [columns.date, columns.session, columns.reviewer, columns.setting],
    widths: [20, 36, 24, 20],
    rows: sessions.map((each): ReportCell[] => [
      { text: writeDay(each.session.date) },
      { text: each.session.title },
      { text: nameOfReviewer(each) },
      { text: each.setting === 'group' ? 'in a group: formative' : 'one to one' },
    ]),
  };
}

type CompetencyPart = Extract<CompetencyReviewPart, { type: 'competencies' }>;

function layOutCompetency(
  competency: Competency,
  part: CompetencyPart,
  input: CompetencyReviewInput,
): ReportBlock[] {
  const judgement = input.content.judgements[competency.code];
  const { shown, notYet, undecided } = part.decisions;
  const decided = { shown, 'not-yet': notYet, undecided }[judgement?.proficiency ?? 'undecided'];
  const blocks: ReportBlock[] = [
    {
      type: 'heading',
      level: 3,
      text: `${competency.code} ${competency.title}`,
      about: competency.code,
    },
    { type: 'labelled', label: part.proficiency, text: decided },
  ];
  const feedback = judgement?.feedback.trim();
  if (feedback) blocks.push({ type: 'labelled', label: part.feedback, text: feedback });
  if (scaleOf(input.framework, competency) && input.sessions.length > 0) {
    blocks.push(layOutRatings(competency, part, input));
  }
  blocks.push(layOutEvidence(competency, part, input));
  return blocks;
}

function layOutRatings(
  competency: Competency,
  { ratings: columns }: CompetencyPart,
  { framework, sessions, writeDay }: CompetencyReviewInput,
): ReportBlock {
  return {
    type: 'table',
    name: `Ratings of ${competency.title}`,
    columns: [columns.date, columns.session, columns.rating, columns.rationale],
    widths: [16, 26, 18, 40],
    rows: sessions.map((each): ReportCell[] => {
      const rating = each.review.content.ratings[competency.code];
      const label =
        rating?.value === undefined ? 'Not rated' : ratingLabel(framework, competency, rating.value);
      return [
        { text: writeDay(each.session.date) },
        { text: each.session.title },
        { text: each.setting === 'group' ? `${label} (in a group)` : label },
        { text: rating?.rationale.trim() ?? '' },
      ];
    }),
  };
}

function layOutEvidence(
  competency: Competency,
  { evidence: columns, noEvidence }: CompetencyPart,
  { framework, sessions, writeDay }: CompetencyReviewInput,
): ReportBlock {
  const rows = sessions.flatMap(({ session, review, setting }) =>
    evidenceFor(review.content, competency).map((moment): ReportCell[] => [
      { text: `${session.title}, ${writeDay(session.date)}${setting === 'group' ? ' (in a group)' : ''}` },
      {
        text: formatSpan(moment),
        place: {
          momentId: moment.id,
          sessionId: session.id,
          startMs: moment.startMs,
          ...(moment.endMs !== undefined && { endMs: moment.endMs }),
        },
      },
      { text: quoted(moment) },
      { text: observedIn(moment, framework) },
    ]),
  );
  if (rows.length === 0) return { type: 'paragraph', text: noEvidence, tone: 'note' };
  return {
    type: 'table',
    name: `Evidence for ${competency.title}`,
    columns: [columns.session, columns.time, columns.quote, columns.observed],
    widths: [22, 14, 32, 32],
    rows,
  };
}

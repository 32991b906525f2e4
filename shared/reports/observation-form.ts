import { formatSpan, INDICATOR_STATE_WORDS, kindLabelOf, POLARITY_WORDS } from '../formats/moment-words';
import { formatDuration } from '../formats/time-code';
import { tellFormInOneLine } from '../forms/tell-form';
import type { MentoringSetting } from '../model/competency-review';
import {
  type Competency,
  competenciesOf,
  type Framework,
  ratingLabel,
  readThrough,
  scaleOf,
} from '../model/framework';
import type { Moment } from '../model/moment';
import type { SubmittedReview } from '../model/review';
import type { SessionDocument } from '../model/session';
import { evidenceFor } from '../scoring/evidence';
import type { FormFact, FormPart, FormTemplate } from './form-template';
import type { ReportBlock, ReportCell } from './report-blocks';

/** Stands under everything that rates; no template can leave it out. */
export const DEVELOPMENTAL_NOTICE =
  'Developmental: not affiliated with or endorsed by any credentialing body. Nothing in it is an assessment for a credential.';

/** Group mentoring counts as practice: the forms of credentialing bodies are for one-to-one mentoring. */
export const GROUP_NOTICE =
  'From mentoring in a group: to be taken as formative, not as evidence in a one-to-one form.';

export const NOTHING_WRITTEN: ReportBlock = {
  type: 'paragraph',
  text: 'Nothing is written here.',
  tone: 'note',
};

export type ObservationFormInput = {
  session: Pick<SessionDocument, 'title' | 'date' | 'coach' | 'clientAlias' | 'recording'>;
  framework: Framework;
  review: SubmittedReview;
  setting: MentoringSetting;
  template: FormTemplate;
  /** Writes a calendar date, or the day of a timestamp, as the reader writes dates. */
  writeDay(dateOrTimestamp: string): string;
};

/**
 * Fills in the form of one observed session: for each competency the rating, its evidence with times, quotes and what
 * was observed, and the written feedback. What the review does not say is said to be missing, never left out.
 */
export function layOutObservationForm(input: ObservationFormInput): ReportBlock[] {
  const { template, setting, framework } = input;
  const blocks: ReportBlock[] = [
    { type: 'title', text: template.title },
    { type: 'paragraph', text: DEVELOPMENTAL_NOTICE, tone: 'note' },
  ];
  if (setting === 'group') blocks.push({ type: 'paragraph', text: GROUP_NOTICE, tone: 'note' });
  for (const part of template.parts) blocks.push(...layOutPart(part, input));
  blocks.push({ type: 'paragraph', text: framework.sourceNote, tone: 'note' });
  return blocks;
}

function layOutPart(part: FormPart, input: ObservationFormInput): ReportBlock[] {
  const heading: ReportBlock[] =
    part.heading === undefined ? [] : [{ type: 'heading', level: 2, text: part.heading }];
  switch (part.type) {
    case 'text':
      return [...heading, { type: 'paragraph', text: part.text, tone: 'text' }];
    case 'facts': {
      const rows = part.facts.map(({ fact, label }) => ({ label, value: factOf(fact, input) }));
      return [...heading, { type: 'facts', rows }];
    }
    case 'competencies':
      return [
        ...heading,
        ...competenciesOf(input.framework).flatMap((competency) => layOutCompetency(competency, part, input)),
      ];
    case 'feedback': {
      const text = input.review.content.feedback[part.part]?.trim();
      return [...heading, text ? { type: 'paragraph', text, tone: 'text' } : NOTHING_WRITTEN];
    }
    case 'signatures':
      return [...heading, { type: 'signatures', lines: part.lines }];
  }
}

function factOf(
  fact: FormFact,
  { session, framework, review, setting, writeDay }: ObservationFormInput,
): string {
  switch (fact) {
    case 'session':
      return session.title;
    case 'date':
      return writeDay(session.date);
    case 'length':
      return formatDuration(session.recording.durationMs);
    case 'coach':
      return session.coach || 'not named';
    case 'client':
      return session.clientAlias || 'not named';
    case 'reviewer':
      return [review.reviewer.name, review.reviewer.credential].filter(Boolean).join(', ');
    case 'setting':
      return setting === 'group' ? 'in a group' : 'one to one';
    case 'framework':
      return `${framework.title}, edition ${framework.edition}`;
    case 'submitted':
      return writeDay(review.seal.submittedAt);
  }
}

type CompetencyPart = Extract<FormPart, { type: 'competencies' }>;

function layOutCompetency(
  competency: Competency,
  part: CompetencyPart,
  { framework, review: { content } }: ObservationFormInput,
): ReportBlock[] {
  const blocks: ReportBlock[] = [
    { type: 'heading', level: 3, text: `${competency.code} ${competency.title}` },
  ];
  const rating = content.ratings[competency.code];
  if (scaleOf(framework, competency)) {
    const text = rating?.value === undefined ? 'Not rated' : ratingLabel(framework, competency, rating.value);
    blocks.push({ type: 'labelled', label: part.rating, text });
  }
  const marks = readThrough(competency).flatMap((code) => {
    const mark = content.marks[code];
    if (!mark) return [];
    const note = mark.note.trim();
    return [`${code} ${INDICATOR_STATE_WORDS[mark.state].toLowerCase()}${note && ` (${note})`}`];
  });
  if (marks.length > 0) {
    blocks.push({ type: 'labelled', label: part.checklist, text: marks.join('; ') });
  }
  blocks.push(layOutEvidence(evidenceFor(content, competency), competency, part, framework));
  const feedback = rating?.rationale.trim();
  if (feedback) blocks.push({ type: 'labelled', label: part.feedback, text: feedback });
  return blocks;
}

function layOutEvidence(
  evidence: readonly Moment[],
  competency: Competency,
  { columns, noEvidence }: CompetencyPart,
  framework: Framework,
): ReportBlock {
  if (evidence.length === 0) return { type: 'paragraph', text: noEvidence, tone: 'note' };
  const own = new Set(readThrough(competency));
  const rows = evidence.map((moment): ReportCell[] => [
    { text: formatSpan(moment), place: placeOf(moment) },
    { text: quoted(moment) },
    { text: observedIn(moment, framework) },
    { text: moment.indicators.filter((code) => own.has(code)).join(', ') },
  ]);
  return {
    type: 'table',
    name: `Evidence for ${competency.title}`,
    columns: [columns.time, columns.quote, columns.observed, columns.indicators],
    rows,
  };
}

/** The words of a moment in quotation marks; empty where none are noted. */
export function quoted({ quote }: Pick<Moment, 'quote'>): string {
  return quote.trim() === '' ? '' : `“${quote.trim()}”`;
}

/** What a moment says beside its quote: its kind, how it counts, the note, and the form of its kind. */
export function observedIn(moment: Moment, framework: Framework): string {
  const kind = kindLabelOf(framework, moment.kind);
  const counted = moment.polarity === 'shown' ? kind : `${kind}, ${POLARITY_WORDS[moment.polarity]}`;
  return [counted, moment.note.trim(), tellFormInOneLine(moment)].filter(Boolean).join('. ');
}

function placeOf({ id, startMs, endMs }: Moment): ReportCell['place'] {
  return { momentId: id, startMs, ...(endMs !== undefined && { endMs }) };
}

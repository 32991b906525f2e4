import { formatSpan } from '../formats/moment-words';
import { formatDuration } from '../formats/time-code';
import type { DebriefDocument, Outcome } from '../model/debrief';
import type { Framework } from '../model/framework';
import type { SessionDocument } from '../model/session';
import { DEVELOPMENTAL_NOTICE, GROUP_NOTICE } from '../reports/observation-form';
import type { ReportBlock, ReportCell } from '../reports/report-blocks';
import { type AgendaItem, planAgenda } from './agenda';
import type { DebriefStep } from './debrief-steps';
import { aboutOf, distributionOf, labelOfValue, titleOfStep } from './step-words';

/** One of those who take part, as the minutes name her. */
export type NamedPerson = { profileId: string; name: string };

export type NamedReviewer = NamedPerson & { reviewId: string; counts: boolean; isIndependent: boolean };

export type MinutesInput = {
  session: Pick<SessionDocument, 'title' | 'date' | 'coach' | 'clientAlias' | 'recording'>;
  framework: Framework;
  debrief: DebriefDocument;
  /** In the order in which they are listed. */
  reviewers: readonly NamedReviewer[];
  /** `undefined` where she is one of the reviewers and must not be told from them. */
  facilitator: (NamedPerson & { isNamed: boolean }) | undefined;
  steps: readonly DebriefStep[];
  /** Puts aliases for names in what people wrote. */
  replaceNames(text: string): string;
  /** Writes a calendar date, or the day of a timestamp, as the reader writes dates. */
  writeDay(dateOrTimestamp: string): string;
};

/**
 * The minutes of a debrief: what was agreed, what stays open, one intention each. What the group found stands
 * beside what everyone had scored alone.
 */
export function layOutMinutes(input: MinutesInput): ReportBlock[] {
  const { debrief, framework, replaceNames } = input;
  const { outcomes, remarks } = debrief.content;
  const entries = entriesInOrder(input);
  const blocks: ReportBlock[] = [
    { type: 'title', text: 'Minutes of a debrief' },
    { type: 'paragraph', text: DEVELOPMENTAL_NOTICE, tone: 'note' },
    { type: 'paragraph', text: GROUP_NOTICE, tone: 'note' },
    { type: 'facts', rows: factsOf(input) },
    { type: 'heading', level: 2, text: 'What was agreed' },
    tableOrNote(
      entries.filter(({ outcome }) => outcome.result === 'agreed'),
      'What was agreed',
      'Nothing was agreed yet.',
      input,
    ),
    { type: 'heading', level: 2, text: 'What stays open' },
    tableOrNote(
      entries.filter(({ outcome }) => outcome.result === 'open'),
      'What stays open',
      'Nothing was left open on purpose.',
      input,
    ),
    ...layOutUnfinished(input, outcomes),
    { type: 'heading', level: 2, text: 'One intention each' },
    ...layOutIntentions(input),
  ];
  if (remarks.trim() !== '') {
    blocks.push({ type: 'heading', level: 2, text: 'Remarks' });
    blocks.push({ type: 'paragraph', text: replaceNames(remarks.trim()), tone: 'text' });
  }
  blocks.push({ type: 'paragraph', text: framework.sourceNote, tone: 'note' });
  return blocks;
}

function factsOf({ session, framework, debrief, reviewers, facilitator, writeDay }: MinutesInput) {
  const listed = reviewers.map(({ name, isIndependent, counts }) => {
    if (isIndependent) return name;
    return `${name} (not independent${counts ? '' : ', left out of the figures'})`;
  });
  return [
    { label: 'Session', value: session.title },
    { label: 'Date', value: writeDay(session.date) },
    { label: 'Length', value: formatDuration(session.recording.durationMs) },
    { label: 'Coach', value: session.coach || 'not named' },
    { label: 'Client', value: session.clientAlias || 'not named' },
    { label: 'Framework', value: `${framework.title}, edition ${framework.edition}` },
    { label: 'Debrief', value: writeDay(debrief.begunAt ?? debrief.startedAt) },
    { label: 'Facilitator', value: facilitator?.isNamed ? facilitator.name : 'not named' },
    { label: 'Reviewers', value: listed.join(', ') },
  ];
}

type Entry = { outcome: Outcome; step: DebriefStep | undefined };

/** Outcomes as the recording and the framework go: places by their time, then ratings. */
function entriesInOrder({ debrief, steps, framework }: MinutesInput): Entry[] {
  const stepOf = new Map(steps.map((step) => [step.id, step]));
  const entries = Object.entries(debrief.content.outcomes).map(([id, outcome]) => ({
    outcome,
    step: stepOf.get(id),
  }));
  return entries.sort(({ outcome: { about: a } }, { outcome: { about: b } }) => {
    if (a.type === 'moment' && b.type === 'moment') return a.startMs - b.startMs;
    if (a.type !== b.type) return a.type === 'moment' ? -1 : 1;
    return titleOfStep(framework, a).localeCompare(titleOfStep(framework, b));
  });
}

function tableOrNote(
  entries: readonly Entry[],
  name: string,
  nothing: string,
  input: MinutesInput,
): ReportBlock {
  if (entries.length === 0) return { type: 'paragraph', text: nothing, tone: 'note' };
  return {
    type: 'table',
    name,
    columns: ['Where', 'What the group says', 'Scored alone, and hands', 'About'],
    rows: entries.map((entry) => rowOf(entry, input)),
  };
}

function rowOf({ outcome, step }: Entry, { framework, reviewers, replaceNames }: MinutesInput): ReportCell[] {
  const { about, value, note, hands } = outcome;
  const said = value === undefined ? '' : `${labelOfValue(framework, about, value)}.`;
  return [
    placeCell(about, step),
    { text: [said, replaceNames(note.trim())].filter(Boolean).join(' ') || '–' },
    {
      text: step ? tellDistribution(step, hands, framework, reviewers) : 'The reviews are not here any more.',
    },
    { text: titleOfStep(framework, about) },
  ];
}

function placeCell(about: Outcome['about'], step: DebriefStep | undefined): ReportCell {
  if (about.type === 'rating') return { text: about.competency };
  const { startMs, endMs } = about;
  const [first] = step?.type === 'moment' ? step.moments : [];
  const place = first && { momentId: first.id, startMs, ...(endMs !== undefined && { endMs }) };
  return { text: formatSpan({ startMs, endMs }), ...(place && { place }) };
}

function tellDistribution(
  step: DebriefStep,
  hands: Outcome['hands'],
  framework: Framework,
  reviewers: readonly NamedReviewer[],
): string {
  const counting = reviewers.filter(({ counts }) => counts).map(({ reviewId }) => reviewId);
  const rows = distributionOf(framework, step, hands, counting);
  const tell = (counts: readonly (readonly [string, number])[]) =>
    counts
      .filter(([, count]) => count > 0)
      .map(([label, count]) => `${label} ${count}`)
      .join(', ');
  const alone = tell(rows.map(({ label, alone: { length } }) => [label, length]));
  const raised = tell(rows.map((row) => [row.label, row.hands]));
  return [alone && `Alone: ${alone}.`, raised && `Hands: ${raised}.`].filter(Boolean).join('\n');
}

/** What was looked at without a result, and what the time did not reach. */
function layOutUnfinished(
  { debrief, steps, framework }: MinutesInput,
  outcomes: DebriefDocument['content']['outcomes'],
): ReportBlock[] {
  const { items } = planAgenda(steps, debrief.content.totalMinutes, debrief.content.agenda);
  const without = (wanted: (outcome: Outcome | undefined) => boolean) =>
    items.filter(({ step }) => wanted(outcomes[step.id]));
  const discussed = without((outcome) => outcome !== undefined && outcome.result === undefined);
  const unreached = without((outcome) => outcome === undefined);
  const name = ({ step }: AgendaItem<DebriefStep>) => {
    const about = aboutOf(step);
    const title = titleOfStep(framework, about);
    return about.type === 'moment' ? `${formatSpan(about)} ${title}` : title;
  };
  return [
    ...(discussed.length > 0
      ? [{ label: 'Looked at, with no result noted', text: discussed.map(name).join('; ') }]
      : []),
    ...(unreached.length > 0
      ? [{ label: 'On the agenda, and not reached', text: unreached.map(name).join('; ') }]
      : []),
  ].map((line) => ({ type: 'labelled', ...line }) as const);
}

function layOutIntentions({ debrief, reviewers, facilitator, replaceNames }: MinutesInput): ReportBlock[] {
  const { intentions } = debrief.content;
  const leads = facilitator && !reviewers.some(({ profileId }) => profileId === facilitator.profileId);
  const people: NamedPerson[] = [...reviewers, ...(leads ? [facilitator] : [])];
  const lines = people.flatMap(({ profileId, name }): ReportBlock[] => {
    const text = intentions[profileId]?.trim();
    return text ? [{ type: 'labelled', label: name, text: replaceNames(text) }] : [];
  });
  if (lines.length > 0) return lines;
  return [{ type: 'paragraph', text: 'No intention was written down.', tone: 'note' }];
}

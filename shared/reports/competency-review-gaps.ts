import { formatSpan } from '../formats/moment-words';
import { type Competency, competenciesOf, ratingLabel, scaleOf } from '../model/framework';
import { momentEndMs } from '../model/moment';
import { evidenceFor } from '../scoring/evidence';
import { isOffScale } from '../scoring/review-gaps';
import { type CompetencyReviewInput, inOrder, type ReviewedSession } from './competency-review';

type GapsInput = Pick<CompetencyReviewInput, 'content' | 'framework' | 'sessions'>;

/**
 * What a competency review lacks, as sentences: first what concerns its sessions, then competency by competency, then
 * single pieces of evidence. Nothing of it is printed, and none of it keeps anyone from saving.
 */
export function findCompetencyReviewGaps({ content, framework, sessions: given }: GapsInput): string[] {
  const sessions = inOrder(given);
  if (sessions.length === 0) return ['No session is chosen.'];
  const rated = competenciesOf(framework).filter((competency) => scaleOf(framework, competency));
  return [
    ...gapsOfSessions(sessions, content.coach),
    ...rated.flatMap((competency) => gapsOfCompetency(competency, { content, framework, sessions })),
    ...sessions.flatMap((each) => gapsOfEvidence(each, competenciesOf(framework))),
  ];
}

function gapsOfSessions(sessions: readonly ReviewedSession[], coach: string): string[] {
  const gaps: string[] = [];
  const inGroups = sessions.filter(({ setting }) => setting === 'group');
  if (inGroups.length > 0) {
    gaps.push(`${nameAll(inGroups)}: in a group, so what is observed there counts only as formative.`);
  }
  if (inGroups.length === sessions.length) gaps.push('No session is from one-to-one mentoring.');
  const coaches = new Set(sessions.map(({ session }) => session.coach).filter(Boolean));
  if (coaches.size > 1) gaps.push(`The sessions name different coaches: ${[...coaches].join(', ')}.`);
  const own = sessions.filter(({ review }) => coach !== '' && review.reviewer.name === coach);
  if (own.length > 0) gaps.push(`${nameAll(own)}: reviewed by the coach herself.`);
  const dependent = sessions.filter(({ review }) => !review.independence.independent);
  if (dependent.length > 0) {
    gaps.push(`${nameAll(dependent)}: reviewed after another review was seen, so not independent.`);
  }
  const ids = sessions.map(({ session }) => session.id);
  const repeated = sessions.filter(({ session }, at) => ids.indexOf(session.id) !== at);
  if (repeated.length > 0) {
    gaps.push(`${nameAll(repeated)}: reviewed by more than one reviewer, and counted as one session.`);
  }
  return gaps;
}

function gapsOfCompetency(competency: Competency, { content, framework, sessions }: GapsInput): string[] {
  const { code, title } = competency;
  const gaps: string[] = [];
  const judgement = content.judgements[code]?.proficiency;
  const ratedIn = sessions.filter(({ review }) => review.content.ratings[code]?.value !== undefined);
  if (ratedIn.length === 0) gaps.push(`${title} is rated in none of these sessions.`);
  for (const { session, review } of ratedIn) {
    const value = review.content.ratings[code]?.value;
    if (value === undefined || isOffScale(value) || evidenceFor(review.content, competency).length > 0)
      continue;
    const label = ratingLabel(framework, competency, value);
    gaps.push(`${title} is rated “${label}” in “${session.title}” without a moment as evidence.`);
  }
  if (judgement === undefined) gaps.push(`Whether ${title} is shown is not decided.`);
  else if (judgement === 'shown' && !hasOneToOneEvidence(competency, sessions)) {
    gaps.push(`${title} is said to be shown, and no one-to-one session has evidence for it.`);
  }
  return gaps;
}

function hasOneToOneEvidence(competency: Competency, sessions: readonly ReviewedSession[]): boolean {
  return sessions.some(
    ({ setting, review }) =>
      setting === 'one-to-one' &&
      evidenceFor(review.content, competency).some(({ polarity }) => polarity === 'shown'),
  );
}

function gapsOfEvidence({ session, review }: ReviewedSession, competencies: readonly Competency[]): string[] {
  const evidence = new Map(
    competencies
      .flatMap((competency) => evidenceFor(review.content, competency))
      .map((moment) => [moment.id, moment]),
  );
  const moments = [...evidence.values()];
  const { durationMs } = session.recording;
  const beyond = moments.filter((moment) => momentEndMs(moment) > durationMs);
  const silent = moments.filter(({ quote, note }) => quote.trim() === '' && note.trim() === '');
  const unquoted = moments.filter(({ quote, note }) => quote.trim() === '' && note.trim() !== '');
  return [
    ...beyond.map(
      (moment) => `The evidence at ${formatSpan(moment)} of “${session.title}” lies outside the recording.`,
    ),
    ...silent.map(
      (moment) =>
        `The evidence at ${formatSpan(moment)} of “${session.title}” has neither a quote nor a note.`,
    ),
    ...(unquoted.length > 0
      ? [`In “${session.title}” evidence has a note and no quote: ${unquoted.map(formatSpan).join(', ')}.`]
      : []),
  ];
}

function nameAll(sessions: readonly ReviewedSession[]): string {
  return [...new Set(sessions.map(({ session }) => `“${session.title}”`))].join(', ');
}

import { kindLabelOf, POLARITY_WORDS } from '../formats/moment-words';
import type { AboutStep, Outcome } from '../model/debrief';
import { competenciesOf, type Framework, ratingLabel, scaleOf } from '../model/framework';
import { polaritySchema } from '../model/moment';
import type { DebriefStep, StepHead } from './debrief-steps';

/** What can be said of a step, by show of hands and as a consensus. */
export type StepValue = { id: string; label: string };

/** What a reviewer says of a place where she marked nothing. */
export const NOTHING_MARKED = 'nothing';

/** What a step is about, apart from what anyone said of it. */
export function aboutOf(step: StepHead): AboutStep {
  if (step.type === 'rating') return { type: 'rating', competency: step.competency };
  const { kind, startMs, endMs } = step;
  return { type: 'moment', kind, startMs, ...(endMs !== undefined && { endMs }) };
}

/** The name of a step: a kind of moment, or a competency. */
export function titleOfStep(framework: Framework, about: AboutStep): string {
  if (about.type === 'moment') return kindLabelOf(framework, about.kind);
  return competenciesOf(framework).find(({ code }) => code === about.competency)?.title ?? about.competency;
}

/** The values of a step, in the order of the scale and then those beside it. */
export function valuesOfStep(framework: Framework, about: AboutStep): StepValue[] {
  if (about.type === 'moment') {
    return [
      ...polaritySchema.options.map((id) => ({ id, label: capitalised(POLARITY_WORDS[id]) })),
      { id: NOTHING_MARKED, label: 'Nothing to mark' },
    ];
  }
  const competency = competenciesOf(framework).find(({ code }) => code === about.competency);
  const scale = competency && scaleOf(framework, competency);
  return [
    ...(scale?.values ?? []).map(({ id, label }) => ({ id, label })),
    { id: 'no-opportunity', label: 'No opportunity' },
    { id: 'not-assessable', label: 'Not assessable' },
  ];
}

/** The words of a value; one that the framework does not have is named as it is. */
export function labelOfValue(framework: Framework, about: AboutStep, value: string): string {
  const known = valuesOfStep(framework, about).find(({ id }) => id === value);
  if (known) return known.label;
  const competency =
    about.type === 'rating' && competenciesOf(framework).find(({ code }) => code === about.competency);
  return `${competency ? ratingLabel(framework, competency, value) : value} (not on the scale)`;
}

/** One line of a distribution. */
export type DistributionRow = StepValue & {
  hands: number;
  /** Reviews that say so and count. */
  alone: readonly string[];
  /** Reviews that say so and do not count. */
  beside: readonly string[];
};

/**
 * What was scored alone beside the hands of the group, a line a value, and a line for each value that is not on the
 * scale. Of a moment, who counts and marked nothing stands at "nothing to mark"; of a rating, who gave none in no line.
 *
 * @param counting - the reviews that count
 */
export function distributionOf(
  framework: Framework,
  step: DebriefStep,
  hands: Outcome['hands'],
  counting: readonly string[],
): DistributionRow[] {
  const about = aboutOf(step);
  const alone = said(step, step.type === 'moment' ? step.moments : step.ratings);
  const beside = said(step, step.beside);
  if (step.type === 'moment') {
    const marked = new Set(step.moments.map(({ reviewId }) => reviewId));
    const silent = counting.filter((reviewId) => !marked.has(reviewId));
    if (silent.length > 0) alone.set(NOTHING_MARKED, silent);
  }
  const values = valuesOfStep(framework, about);
  const known = new Set(values.map(({ id }) => id));
  const strangers = [...alone.keys(), ...beside.keys(), ...Object.keys(hands)].filter((id) => !known.has(id));
  const rows = [
    ...values,
    ...[...new Set(strangers)].map((id) => ({ id, label: labelOfValue(framework, about, id) })),
  ];
  return rows.map(({ id, label }) => ({
    id,
    label,
    hands: hands[id] ?? 0,
    alone: alone.get(id) ?? [],
    beside: beside.get(id) ?? [],
  }));
}

function said(
  step: DebriefStep,
  entries: readonly ({ reviewId: string } & ({ polarity: string } | { value: string }))[],
): Map<string, string[]> {
  const reviewsOf = new Map<string, string[]>();
  for (const entry of entries) {
    const value = 'polarity' in entry ? entry.polarity : entry.value;
    const reviews = reviewsOf.get(value) ?? [];
    if (!(step.type === 'moment' && reviews.includes(entry.reviewId))) reviews.push(entry.reviewId);
    reviewsOf.set(value, reviews);
  }
  return reviewsOf;
}

/** How what was scored alone stands to each other, in a few words. */
export function describeStanding(step: StepHead): string {
  switch (step.standing) {
    case 'agree':
      return 'All agree';
    case 'alone':
      return step.type === 'moment' ? 'One stands alone' : 'Rated by one alone';
    case 'some':
      return `${step.people} marked it, the others did not`;
    case 'contradict':
      return 'They contradict each other';
    case 'differ':
      return 'Ratings differ';
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

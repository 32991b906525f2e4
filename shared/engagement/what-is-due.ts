import type { EngagementContent } from '../model/engagement';

/** Something in an engagement that a day was named for. */
export type DueDate = { on: string; what: string };

/**
 * The day on which the coach asks for feedback next: so many weeks after she asked last, or after the beginning.
 *
 * @returns a calendar date; `undefined` where nothing is agreed
 */
export function nextFeedbackOn({
  feedback,
  startedOn,
}: Pick<EngagementContent, 'feedback' | 'startedOn'>): string | undefined {
  if (feedback.everyWeeks === null) return undefined;
  const last = feedback.entries.reduce((latest, { on }) => (on > latest ? on : latest), startedOn);
  return addDays(last, feedback.everyWeeks * 7);
}

/** Everything that has a day and is not done, the earliest first. */
export function dueDates(content: EngagementContent): DueDate[] {
  const feedbackOn = nextFeedbackOn(content);
  const goals = content.goals.flatMap(({ title, lookAgainOn, lookBacks, milestones }) => {
    const isLookedAt = lookAgainOn !== null && lookBacks.some(({ on }) => on >= lookAgainOn);
    return [
      ...(lookAgainOn !== null && !isLookedAt
        ? [{ on: lookAgainOn, what: `look again at the goal: ${title || 'not named'}` }]
        : []),
      ...milestones.flatMap(({ what, byWhen, reachedOn }) =>
        byWhen !== null && reachedOn === null
          ? [{ on: byWhen, what: `milestone: ${what || 'not named'}` }]
          : [],
      ),
    ];
  });
  const checkIns = content.plan.checkIns.flatMap(({ on, doneOn }) =>
    doneOn === null ? [{ on, what: 'check-in after the end' }] : [],
  );
  const feedback = feedbackOn ? [{ on: feedbackOn, what: 'ask for feedback' }] : [];
  return [...feedback, ...goals, ...checkIns].sort((a, b) => a.on.localeCompare(b.on));
}

/** @param day - calendar date */
function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

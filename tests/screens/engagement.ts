import { CHARTER_CODES } from '#shared/engagement/charter';
import { agreeOn, confirmLatest } from '#shared/engagement/versions';
import type { EngagementContent, Versioned } from '#shared/model/engagement';
import { practisedEngagement } from '../e2e/practices-library';
import { call } from '../e2e/program-api';
import type { BuiltProgram } from '../helpers/built-program';

/** A coaching relationship that is mostly agreed. Every name is made up. */
export async function openEngagement(program: BuiltProgram, sessionId: string): Promise<string> {
  const about = { client: 'Juniper', coach: 'Robin Hale', startedOn: '2026-09-03' };
  const { engagementId } = await call<{ engagementId: string }>(program, 'engagements.start', about);
  const content = practisedEngagement(sessionId);
  const changed: EngagementContent = {
    ...content,
    between: agreed({
      ...content.between.current,
      clientToCoach: 'One line after a week, if she likes. It is read, and not answered.',
      coachToClient: 'None, but for a change of the next date.',
      medium: 'E-mail.',
      days: [1, 2, 3, 4],
      from: '09:00',
      until: '17:00',
      answerWithinHours: 48,
      paidFromMinutes: 5,
    }),
    charter: agreed({ byCoach: [...CHARTER_CODES], byClient: CHARTER_CODES.slice(0, 13) }),
  };
  await call(program, 'engagements.save', { engagementId, content: changed });
  return engagementId;
}

function agreed<Terms>(current: Terms): Versioned<Terms> {
  return confirmLatest(agreeOn({ current, versions: [] }, '2026-09-03'), 'coach', '2026-09-03');
}

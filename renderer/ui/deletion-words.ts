import type { Deletion } from '#shared/model/session';
import { formatDayOf } from './local-date';

const CAUSES: Readonly<Record<Deletion['reason'], string>> = {
  'consent-withdrawn': 'since the client withdrew consent',
  'consent-expired': 'since the client’s consent had ended',
  chosen: 'as you chose',
};

/** What was deleted of a session, when and why, in one sentence. */
export function describeDeletion({ at, reason, recording, quotes }: Deletion): string {
  const what = [
    recording === 'deleted' && 'the recording',
    recording === 'unlinked' && 'the link to the recording',
    quotes > 0 && (quotes === 1 ? 'one quote' : `${quotes} quotes`),
  ].filter(Boolean);
  const many = quotes > 1 || what.length > 1;
  const subject = what.join(' and ') || 'what was left of the client’s words';
  return `${capitalised(subject)} ${many ? 'were' : 'was'} deleted on ${formatDayOf(at)}, ${CAUSES[reason]}.`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

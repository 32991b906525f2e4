import type { AuditEntry, AuditEvent } from '../model/audit';
import { CONSENT_USE_LABELS, type Consent } from '../model/consent';
import type { FrameworkReference } from '../model/framework';
import { formatByteSize } from './byte-size';

/** Names a framework; by its id where nothing better is known. */
export type NameFramework = (framework: FrameworkReference) => string;

/** What was done, as a sentence without its subject: "Submitted the review under …". */
export function describeEvent(event: AuditEvent, nameOf: NameFramework = nameById): string {
  switch (event.type) {
    case 'added':
      return event.storage === 'linked'
        ? 'Added the recording, linked where it lies'
        : 'Added the recording to the library';
    case 'package-received': {
      const what = [
        event.recording === 'whole' && 'the recording',
        event.recording === 'excerpts' && 'parts of the recording',
        event.reviewIds.length > 0 && countOf(event.reviewIds.length, 'review'),
      ].filter(Boolean);
      const came = event.session === 'new' ? 'Took in the session' : 'Took in a further package';
      return `${came} from ${event.from.name}${what.length > 0 ? `, with ${what.join(' and ')}` : ''}`;
    }
    case 'opened':
      return `Opened the review by ${event.reviewer.name} under ${nameOf(event.framework)}`;
    case 'review-started':
      return `Started a review under ${nameOf(event.framework)}`;
    case 'review-moved':
      return `Carried the draft under ${nameOf(event.from)} over to ${nameOf(event.framework)}`;
    case 'review-submitted':
      return `Submitted ${event.corrects ? 'the corrected review' : 'the review'} under ${nameOf(event.framework)}`;
    case 'correction-started':
      return `Started to correct the submitted review under ${nameOf(event.framework)}`;
    case 'review-discarded':
      return `Discarded a draft under ${nameOf(event.framework)}`;
    case 'others-revealed':
      return 'Chose to see others’ reviews before submitting';
    case 'shared': {
      const recording = { whole: 'the recording', excerpts: 'parts of the recording', none: 'no recording' };
      const reviews = event.reviewIds.length > 0 ? ` and ${countOf(event.reviewIds.length, 'review')}` : '';
      return `Shared with ${recording[event.recording]}${reviews}, for ${PURPOSES[event.purpose]}${describeHandover(event)}`;
    }
    case 'sent-back':
      return `Sent the review back${describeHandover(event)}`;
    case 'consent-changed':
      return `Changed the consent from ${describeConsent(event.from)} to ${describeConsent(event.to)}`;
    case 'consent-withdrawn':
      return 'Recorded that the client withdrew consent';
    case 'recording-deleted':
      return describeDeletion(event);
    case 'trashed':
      return 'Moved the session to the trash';
    case 'form-saved':
      return `Saved a form of a review as a file${event.namesReplaced ? ', names replaced' : ''}`;
    case 'debrief-begun':
      return `Began a debrief of ${countOf(event.reviewIds.length, 'review')} under ${nameOf(event.framework)}`;
    case 'debrief-removed':
      return 'Deleted a debrief';
    case 'minutes-saved':
      return `Saved the minutes of a debrief as a file${event.namesReplaced ? ', names replaced' : ''}`;
    case 'relinked':
      return 'Found the original of the recording at another place';
    case 'restored':
      return 'Took the session back from the trash';
    case 'restored-from-backup':
      return `Restored the session from the backup of ${event.backupOf}`;
  }
}

/** Who did it. */
export function describeActor({ by }: Pick<AuditEntry, 'by'>): string {
  return by === 'program' ? 'Concordance' : by.name;
}

const PURPOSES = {
  mentor: 'a mentor coach',
  group: 'a group',
  credential: 'a credential submission',
} as const;

function describeHandover({
  protection,
  to,
  namesReplaced,
}: Pick<AuditEvent & { type: 'sent-back' }, 'protection' | 'to' | 'namesReplaced'>): string {
  const protections = {
    none: 'not encrypted',
    passphrase: 'encrypted with a passphrase',
    contacts: `encrypted for ${to.join(', ')}`,
  };
  return `, ${protections[protection]}${namesReplaced ? ', with names replaced' : ''}`;
}

function describeConsent({ status, uses, validUntil }: Omit<Consent, 'note'>): string {
  if (status === 'not-recorded') return '“not recorded”';
  const covered = uses.map((use) => CONSENT_USE_LABELS[use].toLowerCase()).join(', ') || 'no use';
  const end = validUntil === undefined ? '' : `, until ${validUntil}`;
  return status === 'given' ? `“given” (${covered}${end})` : '“withdrawn”';
}

function describeDeletion(event: AuditEvent & { type: 'recording-deleted' }): string {
  const causes = {
    'consent-withdrawn': ', since the client withdrew',
    'consent-expired': ', since the consent had ended',
    chosen: '',
  };
  const what = [
    event.recording === 'deleted' && `the recording (${formatByteSize(event.recordingBytes)})`,
    event.recording === 'unlinked' && 'the link to the recording',
    event.quotes > 0 && countOf(event.quotes, 'quote'),
  ].filter(Boolean);
  return `Deleted ${what.join(' and ') || 'nothing more'}${causes[event.reason]}`;
}

function nameById({ id, edition }: FrameworkReference): string {
  return `${id}, edition ${edition}`;
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

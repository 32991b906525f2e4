import { type ImportJob, isSettled } from '#shared/model/import-job';
import { PREPARING_WORDS } from './import-progress';

/** How urgent a part of the summary is: at rest, something to read or answer, or something that went wrong. */
export type SummaryTone = 'calm' | 'attention' | 'failure';
export type SummaryPart = { words: string; tone: SummaryTone };

/** Whether a job stands still until the user answers. */
export function asksUser(job: ImportJob): boolean {
  switch (job.phase) {
    case 'duplicate':
    case 'unplayable':
    case 'package':
      return true;
    case 'locked':
      return job.opensWith === 'passphrase';
    default:
      return false;
  }
}

/** Whether a dialog can ask what a job needs to know. */
export function asksAboutPackage(job: ImportJob): boolean {
  return job.phase === 'package' || (job.phase === 'locked' && asksUser(job));
}

/** Whether a file is on its way into the library, and nobody is asked about it. */
export function isBeingAdded(job: ImportJob): boolean {
  return !isSettled(job) && !asksUser(job) && !isRefused(job) && !isForOldSession(job);
}

/** Whether nothing of a job has to be seen to once it is over: it leaves by itself. */
export function leavesByItself(job: ImportJob): boolean {
  return job.phase === 'prepared' || (job.phase === 'done' && job.warning === undefined);
}

/** Those that ask or failed before the others, so that they are in view in a long list; otherwise as they came. */
export function urgentFirst(jobs: readonly ImportJob[]): ImportJob[] {
  const isUrgent = (job: ImportJob) => asksUser(job) || isRefused(job);
  return [...jobs.filter(isUrgent), ...jobs.filter((job) => !isUrgent(job))];
}

/**
 * What becomes of all files together, in one line: `2 of 5 files added · 1 needs an answer`.
 *
 * @param waiting - how many files have not been announced to the backend yet
 */
export function summarizeImports(jobs: readonly ImportJob[], waiting: number): SummaryPart[] {
  const ofOldSessions = jobs.filter(isForOldSession);
  const coming = jobs.filter((job) => !isForOldSession(job) && job.phase !== 'cancelled');
  const total = coming.length + waiting;
  const added = coming.filter(({ phase }) => phase === 'done').length;
  const asking = coming.filter(asksUser).length;
  const refused = coming.filter(isRefused).length;
  const toRead = coming.filter((job) => job.phase === 'done' && job.warning !== undefined).length;
  const preparing = ofOldSessions.filter((job) => !isSettled(job)).length;
  const isAdding = waiting > 0 || coming.some(isBeingAdded);

  const parts: SummaryPart[] = [];
  if (isAdding && total === 1) parts.push({ words: 'Adding 1 file', tone: 'calm' });
  else if (added > 0 || isAdding) {
    const words = added < total ? `${added} of ${files(total)} added` : `${files(added)} added`;
    parts.push({ words, tone: 'calm' });
  }
  // The first part says what is counted.
  const count = (number: number) => (parts.length === 0 ? files(number) : String(number));
  if (asking > 0) {
    parts.push({ words: `${count(asking)} ${asking === 1 ? 'needs' : 'need'} an answer`, tone: 'attention' });
  }
  // A copy for a recording that is here already may fail too: “not added” would be wrong of it.
  if (refused > 0) parts.push({ words: `${count(refused)} with a problem`, tone: 'failure' });
  if (toRead > 0) parts.push({ words: `${toRead} with a note`, tone: 'attention' });
  if (preparing > 0) parts.push({ words: `Preparing ${recordings(preparing)}`, tone: 'calm' });
  else if (ofOldSessions.length > 0) {
    parts.push({ words: `${recordings(ofOldSessions.length)} prepared`, tone: 'calm' });
  }
  return parts;
}

/** What a screen reader says of a job: its turns, not its every per cent. */
export function announceJob(job: ImportJob): string {
  switch (job.phase) {
    case 'receiving':
      return `Adding ${job.fileName}.`;
    case 'examining':
      return `Reading ${job.fileName}.`;
    case 'preparing':
      return `${job.fileName}: ${PREPARING_WORDS[job.makes].making}.`;
    case 'prepared':
      return `${job.fileName}: ${PREPARING_WORDS[job.makes].made}.`;
    case 'duplicate':
      return `${job.fileName} is in your library already.`;
    case 'unplayable':
      return `${job.fileName} is not added yet. ${job.message}`;
    case 'locked':
      return job.opensWith === 'passphrase'
        ? `${job.fileName} opens with a passphrase.`
        : `${job.fileName} cannot be opened. ${job.reason ?? ''}`;
    case 'package':
      return `${job.fileName} is a package.`;
    case 'done':
      return `${job.fileName} was added. ${job.warning ?? ''}`;
    case 'failed':
      return `${job.fileName}: ${job.message}`;
    case 'cancelled':
      return '';
  }
}

/** Whether a job is announced beside the summary of several: each of ten copies that goes well would be too much. */
export function isWorthSaying(job: ImportJob): boolean {
  return asksUser(job) || isRefused(job) || (job.phase === 'done' && job.warning !== undefined);
}

/** It was not added and will not be: it failed, or is locked with the key of someone else. */
function isRefused(job: ImportJob): boolean {
  return job.phase === 'failed' || (job.phase === 'locked' && !asksUser(job));
}

function isForOldSession(job: ImportJob): boolean {
  return job.phase === 'prepared' || (job.phase === 'preparing' && job.sessionId !== undefined);
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

function recordings(count: number): string {
  return count === 1 ? '1 recording' : `${count} recordings`;
}

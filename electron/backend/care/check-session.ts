import { join } from 'node:path';
import { REVIEW_DOCUMENT_MIGRATIONS } from '#shared/migrations/review-migrations';
import { SESSION_MIGRATIONS } from '#shared/migrations/session-migrations';
import { debriefDocumentSchema } from '#shared/model/debrief';
import { type Recording, recordingLinkSchema } from '#shared/model/recording';
import { reviewDocumentSchema } from '#shared/model/review-document';
import { type SessionDocument, sessionDocumentSchema } from '#shared/model/session';
import { judgeSeal } from '../identity/seal';
import type { SessionLayout } from '../library/layout';
import { recordingFileName } from '../library/session-store';
import type { CheckRun } from './check-run';

/** What belongs into the folder of a session; anything else is remarked upon. */
const SESSION_FILES =
  /^(session\.json(\.bak)?|audit\.jsonl|recording|reviews|debriefs|cache|(session\.json|audit\.jsonl)\.corrupt-.+)$/;
const DEBRIEF_FILES = /^[0-9a-f-]{36}\.json(\.bak)?(\.corrupt-.+)?$/;
const REVIEW_FILES = /^[0-9a-f-]{36}\.(json(\.bak)?|journal)(\.corrupt-.+)?$/;

export type CheckedSession = { reviews: number; recordings: number };

/** Reads everything in the folder of one session. */
export async function checkSession(
  run: CheckRun,
  layout: SessionLayout,
  sessionId: string,
): Promise<CheckedSession> {
  const read = await run.readDocument(layout.document, sessionDocumentSchema, SESSION_MIGRATIONS);
  if (read.outcome !== 'read') {
    const where = `The file of a session, ${layout.document},`;
    if (read.outcome === 'newer') {
      run.remark(`${where} was saved by a newer version of Concordance and was not checked.`);
    } else {
      run.problem(
        `${where} is ${read.outcome}, so the session is not in the list. A backup may hold it: look below which one does.`,
      );
    }
    return { reviews: 0, recordings: 0 };
  }
  const session = read.data;
  run.begin(session.title);
  const reviews = await checkReviews(run, layout, session);
  await checkDebriefs(run, layout, session);
  const recordings = await checkRecording(run, layout, session);
  for (const name of await run.list(layout.root)) {
    remarkOnName(run, name, SESSION_FILES, `the folder of “${session.title}”`, sessionId);
  }
  return { reviews, recordings };
}

async function checkReviews(
  run: CheckRun,
  layout: SessionLayout,
  { id: sessionId, title }: SessionDocument,
): Promise<number> {
  let count = 0;
  for (const name of await run.list(layout.reviews)) {
    remarkOnName(run, name, REVIEW_FILES, `the reviews of “${title}”`, sessionId);
    const reviewId = /^(.+)\.json$/.exec(name)?.[1];
    if (reviewId === undefined) continue;
    const read = await run.readDocument(
      layout.review(reviewId),
      reviewDocumentSchema,
      REVIEW_DOCUMENT_MIGRATIONS,
    );
    if (read.outcome === 'missing') continue;
    if (read.outcome === 'newer') {
      run.remark(`A review of “${title}” was saved by a newer version of Concordance.`, sessionId);
    } else if (read.outcome !== 'read') {
      run.problem(
        `A review of “${title}” is ${read.outcome}: ${layout.review(reviewId)}. Its last good version beside it is used when it is opened; a backup may hold it too.`,
        sessionId,
      );
    } else {
      count += 1;
      const { review, redaction } = read.data;
      if (review.status === 'submitted' && judgeSeal(review, redaction) === 'broken') {
        run.problem(
          `The review of “${title}” by ${review.reviewer.name} was changed after it was submitted: it does not fit its seal. Ask ${review.reviewer.name} for the original, or restore it from a backup.`,
          sessionId,
        );
      }
    }
  }
  return count;
}

async function checkDebriefs(
  run: CheckRun,
  layout: SessionLayout,
  { id: sessionId, title }: SessionDocument,
): Promise<void> {
  for (const name of await run.list(layout.debriefs)) {
    remarkOnName(run, name, DEBRIEF_FILES, `the debriefs of “${title}”`, sessionId);
    if (!name.endsWith('.json')) continue;
    const path = join(layout.debriefs, name);
    const { outcome } = await run.readDocument(path, debriefDocumentSchema, []);
    if (outcome === 'newer') {
      run.remark(`A debrief of “${title}” was saved by a newer version of Concordance.`, sessionId);
    } else if (outcome === 'damaged' || outcome === 'unreadable') {
      run.problem(
        `A debrief of “${title}” is ${outcome}: ${path}. Its last good version beside it is used when it is opened; a backup may hold it too.`,
        sessionId,
      );
    }
  }
}

/** @returns how many files were compared byte by byte */
async function checkRecording(
  run: CheckRun,
  layout: SessionLayout,
  session: SessionDocument,
): Promise<number> {
  const { recording, title, id } = session;
  switch (recording.storage) {
    case 'absent':
    case 'deleted':
      return 0;
    case 'excerpts':
      return checkExcerpts(run, layout, session);
    case 'copied':
      return compare(run, join(layout.recording, recordingFileName(recording)), recording, {
        missing: `The recording of “${title}” is missing from the library or cannot be read. The reviews can still be read. Look for the file “${recording.originalName}” where it was recorded.`,
        changed: `The recording of “${title}” is not what it was when it was added: it was changed or the disk damaged it. Look for the file “${recording.originalName}” where it was recorded.`,
        sessionId: id,
      });
    case 'linked': {
      const link = await run.readDocument(layout.recordingLink, recordingLinkSchema, []);
      if (link.outcome !== 'read') {
        run.problem(`Where the recording of “${title}” lies is not known any more: find it again.`, id);
        return 0;
      }
      return compare(run, link.data.path, recording, {
        missing: `The recording of “${title}” is not at its place any more: ${link.data.path}. Put it back, or say where it is now.`,
        changed: `The recording of “${title}” was changed or replaced since it was added: ${link.data.path}.`,
        sessionId: id,
      });
    }
  }
}

async function checkExcerpts(
  run: CheckRun,
  layout: SessionLayout,
  { id, title, recording }: SessionDocument,
): Promise<number> {
  const found: string[] = [];
  for (const name of await run.list(layout.recording)) {
    const hashed = await run.hash(join(layout.recording, name));
    if (hashed) found.push(hashed.sha256);
  }
  const missing = (recording.excerpts ?? []).filter(({ sha256 }) => !found.includes(sha256));
  if (missing.length > 0) {
    run.problem(
      `Of the ${recording.excerpts?.length} stretches of the recording of “${title}”, ${missing.length} are missing or damaged. Ask for them to be sent again.`,
      id,
    );
  }
  return found.length;
}

async function compare(
  run: CheckRun,
  path: string,
  expected: Pick<Recording, 'sizeBytes' | 'sha256'>,
  { missing, changed, sessionId }: { missing: string; changed: string; sessionId: string },
): Promise<number> {
  const found = await run.hash(path);
  if (!found) run.problem(missing, sessionId);
  else if (found.sizeBytes !== expected.sizeBytes || found.sha256 !== expected.sha256) {
    run.problem(changed, sessionId);
  }
  return found ? 1 : 0;
}

/** Says what a name in a folder of the library is, unless it is what belongs there. */
export function remarkOnName(
  run: CheckRun,
  name: string,
  belongs: RegExp,
  where: string,
  sessionId?: string,
): void {
  if (name.includes('.corrupt-')) {
    run.remark(
      `In ${where} a damaged file was kept: “${name}”. It may be deleted once nothing of it is missed.`,
      sessionId,
    );
  } else if (name.endsWith('.tmp')) {
    run.remark(`In ${where} lies what a cut-off save left behind: “${name}”. It may be deleted.`, sessionId);
  } else if (!belongs.test(name)) {
    run.remark(`In ${where} lies “${name}”, which is not of Concordance. It was left alone.`, sessionId);
  }
}

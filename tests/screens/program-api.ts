import { v7 as newId } from 'uuid';
import type { Change } from '#shared/history/review-change';
import type { ExportJob } from '#shared/model/export-job';
import type { FrameworkReference, IndicatorState } from '#shared/model/framework';
import type { ImportJob } from '#shared/model/import-job';
import { type Moment, momentSchema } from '#shared/model/moment';
import type { Role } from '#shared/model/profile';
import type { FeedbackPart } from '#shared/model/review';
import type { SessionDetails } from '#shared/model/session';
import { call } from '../e2e/program-api';
import type { BuiltProgram } from '../helpers/built-program';

/** What one reviewer says, short enough to be written by hand. */
export type Said = {
  moments: readonly (Pick<Moment, 'kind' | 'startMs'> & Partial<Moment>)[];
  marks: Readonly<Record<string, IndicatorState>>;
  ratings: Readonly<Record<string, readonly [value: string, rationale?: string]>>;
  feedback: Readonly<Partial<Record<FeedbackPart, string>>>;
};

export async function introduce(program: BuiltProgram, name: string, role: Role, credential = '') {
  await call(program, 'profile.save', { person: { name, role, credential } });
}

/** Takes in a recording and names the session; resolves to its id. */
export async function addRecording(
  program: BuiltProgram,
  { fileName, bytes }: { fileName: string; bytes: Uint8Array<ArrayBuffer> },
  details: Partial<SessionDetails>,
): Promise<string> {
  const importId = await upload(program, fileName, bytes);
  const job = await untilPhase(program, importId, 'done');
  if (job.phase !== 'done') throw new Error(`${fileName} is ${job.phase}`);
  await call(program, 'sessions.update', { sessionId: job.sessionId, details });
  await call(program, 'imports.dismiss', { importId: job.id });
  return job.sessionId;
}

/** Takes a package in, as if it had been opened and accepted. */
export async function acceptPackage(program: BuiltProgram, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const importId = await upload(program, 'received.concordance', bytes);
  await untilPhase(program, importId, 'package');
  await call(program, 'imports.acceptPackage', { importId, confirmed: false });
  await call(program, 'imports.dismiss', { importId });
}

/** Takes in a recording that is not played as it is, with the copy that an ffmpeg makes; resolves to its session's id. */
export async function addWithCopy(
  program: BuiltProgram,
  { fileName, bytes }: { fileName: string; bytes: Uint8Array<ArrayBuffer> },
  details: Partial<SessionDetails>,
): Promise<string> {
  const importId = await upload(program, fileName, bytes);
  await untilPhase(program, importId, 'unplayable');
  await call(program, 'imports.makePlayable', { importId });
  const job = await untilPhase(program, importId, 'done');
  if (job.phase !== 'done') throw new Error(`${fileName} is ${job.phase}`);
  await call(program, 'sessions.update', { sessionId: job.sessionId, details });
  await call(program, 'imports.dismiss', { importId });
  return job.sessionId;
}

/** Sends a file; resolves to the id of its import. */
export async function upload(
  program: BuiltProgram,
  fileName: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const { importId } = await call<{ importId: string }>(program, 'imports.beginUpload', {
    fileName,
    sizeBytes: body.byteLength,
  });
  const response = await program.fetch(`/uploads/${importId}`, { method: 'PUT', body });
  if (!response.ok) throw new Error(`${fileName} was answered with ${response.status}`);
  return importId;
}

/** Waits until an import has come to a phase. */
export async function untilPhase(
  program: BuiltProgram,
  importId: string,
  phase: ImportJob['phase'],
): Promise<ImportJob> {
  for (;;) {
    const answer = await program.fetch('/api/imports.list');
    const jobs: ImportJob[] = (await answer.json()).result.data;
    const job = jobs.find((candidate) => candidate.id === importId);
    if (job?.phase === phase) return job;
    if (job?.phase === 'failed') throw new Error(job.message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Asks for a package and fetches it. */
export async function pack(
  program: BuiltProgram,
  procedure: 'packages.share' | 'packages.sendBack',
  input: unknown,
): Promise<Uint8Array<ArrayBuffer>> {
  const { exportId } = await call<{ exportId: string }>(program, procedure, input);
  await finishExport(program, exportId);
  const response = await program.fetch(`/exports/${exportId}`);
  if (!response.ok) throw new Error(`The package was answered with ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Waits until a package is written. */
export async function finishExport(program: BuiltProgram, exportId: string): Promise<void> {
  for (;;) {
    const answer = await program.fetch('/api/exports.list');
    const jobs: ExportJob[] = (await answer.json()).result.data;
    const job = jobs.find((candidate) => candidate.id === exportId);
    if (job?.phase === 'done') return;
    if (job?.phase !== 'writing') throw new Error(`The package was not written: ${JSON.stringify(job)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Starts a review and writes it; resolves to its id. */
export async function writeReview(
  program: BuiltProgram,
  sessionId: string,
  framework: FrameworkReference,
  said: Said,
): Promise<string> {
  const { reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', { sessionId, framework });
  const at = new Date().toISOString();
  const moments = said.moments.map((moment) =>
    momentSchema.parse({ id: newId(), polarity: 'shown', createdAt: at, ...moment }),
  );
  const changes: Change[] = [
    ...moments.map((moment) => ({ collection: 'moments' as const, key: moment.id, after: moment })),
    ...Object.entries(said.marks).map(([key, state]) => ({
      collection: 'marks' as const,
      key,
      after: { state, note: '' },
    })),
    ...Object.entries(said.ratings).map(([key, [value, rationale = '']]) => ({
      collection: 'ratings' as const,
      key,
      after: { value, rationale },
    })),
    ...(Object.entries(said.feedback) as [FeedbackPart, string][]).map(([key, after]) => ({
      collection: 'feedback' as const,
      key,
      after,
    })),
  ];
  if (changes.length > 0) {
    await call(program, 'reviews.append', {
      reviewId,
      entries: [{ type: 'edit', seq: 1, step: { id: newId(), label: 'write a review', at, changes } }],
    });
  }
  return reviewId;
}

export async function submit(program: BuiltProgram, reviewId: string): Promise<void> {
  await call(program, 'reviews.submit', { reviewId });
}

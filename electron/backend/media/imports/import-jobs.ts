import type { ServerEvent } from '#shared/api-contract/library-contract';
import { type ImportJob, isSettled } from '#shared/model/import-job';
import { UserError } from '../../user-error';

/** Settled jobs that are kept for a page that opens later; older ones go first. */
const MAXIMUM_SETTLED_JOBS = 100;

/** What a phase carries beside what every job has. */
export type ImportState = ImportJob extends infer Job
  ? Job extends ImportJob
    ? Omit<Job, 'id' | 'fileName' | 'sizeBytes'>
    : never
  : never;

/** The files that are being taken in, and where each stands. Every change is told to the pages. */
export class ImportJobs {
  readonly #jobs = new Map<string, ImportJob>();

  constructor(private readonly emit: (event: ServerEvent) => void) {}

  list(): ImportJob[] {
    return [...this.#jobs.values()];
  }

  has(importId: string): boolean {
    return this.#jobs.has(importId);
  }

  /** @throws UserError `not-found` */
  get(importId: string): ImportJob {
    const job = this.#jobs.get(importId);
    if (!job)
      throw new UserError('not-found', 'This import is not in the list any more. Add the file again.');
    return job;
  }

  add(id: string, file: { fileName: string; sizeBytes: number }): void {
    this.#change({ id, ...file, phase: 'receiving', receivedBytes: 0, bytesPerSecond: 0 });
    const settled = this.list().filter(isSettled);
    for (const job of settled.slice(0, Math.max(0, settled.length - MAXIMUM_SETTLED_JOBS))) {
      this.#jobs.delete(job.id);
    }
  }

  /** Moves a job on. A job that was settled or removed meanwhile stays so. */
  move(importId: string, state: ImportState): void {
    const job = this.#jobs.get(importId);
    if (!job || isSettled(job)) return;
    const { id, fileName, sizeBytes } = job;
    this.#change({ id, fileName, sizeBytes, ...state } as ImportJob);
  }

  /** Corrects the size of a job that began before it was known. */
  setSize(importId: string, sizeBytes: number): void {
    const job = this.#jobs.get(importId);
    if (job && !isSettled(job)) this.#change({ ...job, sizeBytes });
  }

  remove(importId: string): void {
    this.#jobs.delete(importId);
  }

  #change(job: ImportJob): void {
    this.#jobs.set(job.id, job);
    this.emit({ type: 'import', job });
  }
}

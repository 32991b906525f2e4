import { expect, vi } from 'vitest';
import { z } from 'zod';
import type { ConcordanceContract } from '#shared/api-contract/contract';
import { contract } from '#shared/api-contract/contract';
import type { InputOf, OutputOf, Procedure } from '#shared/api-contract/procedure';
import type { FinishedExport } from '#shared/model/export-job';
import { type ImportJob, importJobSchema } from '#shared/model/import-job';

/** What a page asks: a transport of the contract tests, or a started program. */
export type PageFetch = { fetch(path: string, init?: RequestInit): Promise<Response> };

/** The message of an error as the page shows it, and its code. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Resource = keyof ConcordanceContract;
type Name<R extends Resource> = keyof ConcordanceContract[R] & string;
type Called<R extends Resource, N extends Name<R>> = ConcordanceContract[R][N] extends infer P extends
  Procedure
  ? P
  : never;

/** Nothing, where the procedure takes no input. */
type WordsFor<P extends Procedure> = P['input'] extends z.ZodVoid ? [] : [input: InputOf<P>];

const answerSchema = z.tuple([
  z.union([
    z.object({ result: z.object({ data: z.unknown().optional() }) }),
    z.object({ error: z.object({ message: z.string(), data: z.object({ code: z.string() }) }) }),
  ]),
]);

/** Calls a procedure over a transport as the page's client does, and parses its answer by the contract. */
export async function call<R extends Resource, N extends Name<R>>(
  transport: PageFetch,
  resource: R,
  name: N,
  ...[input]: WordsFor<Called<R, N>>
): Promise<OutputOf<Called<R, N>>> {
  const procedure: Procedure = contract[resource][name] as Called<R, N>;
  const batch = input === undefined ? {} : { 0: input };
  const path = `/api/${resource}.${name}?batch=1`;
  const response =
    procedure.type === 'query'
      ? await transport.fetch(`${path}&input=${encodeURIComponent(JSON.stringify(batch))}`)
      : await transport.fetch(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(batch),
        });
  const [answer] = answerSchema.parse(await response.json());
  if ('error' in answer) throw new ApiFailure(answer.error.data.code, answer.error.message);
  return procedure.output.parse(answer.result.data) as OutputOf<Called<R, N>>;
}

const STILL_AT_WORK: ReadonlySet<ImportJob['phase']> = new Set(['receiving', 'examining', 'preparing']);

/** Uploads a file and waits until its import is settled or asks something. */
export async function upload(
  transport: PageFetch,
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string,
): Promise<ImportJob> {
  const { importId } = await call(transport, 'imports', 'beginUpload', {
    fileName,
    sizeBytes: bytes.byteLength,
  });
  const response = await transport.fetch(`/uploads/${importId}`, { method: 'PUT', body: bytes });
  expect(response.status).toBe(204);
  return vi.waitUntil(
    async () => {
      const jobs = z.array(importJobSchema).parse(await call(transport, 'imports', 'list'));
      const job = jobs.find(({ id }) => id === importId);
      return job && STILL_AT_WORK.has(job.phase) ? undefined : job;
    },
    { timeout: 20_000, interval: 30 },
  );
}

/** Uploads a package and, where it is offered, takes it in; returns the id of its session. */
export async function takeIn(transport: PageFetch, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const job = await upload(transport, bytes, 'shared.concordance');
  if (job.phase !== 'package') throw new Error(`The package was not offered: ${JSON.stringify(job)}`);
  const { sessionId } = await call(transport, 'imports', 'acceptPackage', {
    importId: job.id,
    confirmed: false,
  });
  return sessionId;
}

/** Waits until an export is written. */
export async function finishExport(transport: PageFetch, exportId: string): Promise<FinishedExport> {
  return vi.waitUntil(
    async () => {
      const job = (await call(transport, 'exports', 'list')).find(({ id }) => id === exportId);
      if (job?.phase === 'done') return job;
      if (job?.phase !== 'writing') throw new Error(`The export was not written: ${JSON.stringify(job)}`);
      return undefined;
    },
    { timeout: 20_000, interval: 30 },
  );
}

/** Fetches an export when it is written. */
export async function fetchExport(transport: PageFetch, exportId: string): Promise<Uint8Array<ArrayBuffer>> {
  await finishExport(transport, exportId);
  const response = await transport.fetch(`/exports/${exportId}`);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

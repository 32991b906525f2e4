import { expect } from '@playwright/test';
import type { ImportJob } from '#shared/model/import-job';
import type { BuiltProgram } from '../helpers/built-program';

/** Calls as the page does, in a batch of one. */
export async function call<Reply>(program: BuiltProgram, path: string, input?: unknown): Promise<Reply> {
  const response = await program.fetch(`/api/${path}?batch=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input === undefined ? {} : { 0: input }),
  });
  const [reply] = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(reply)}`);
  return reply.result.data;
}

export async function ask<Reply>(program: BuiltProgram, path: string, input?: unknown): Promise<Reply> {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return (await (await program.fetch(`/api/${path}${query}`)).json()).result.data;
}

/** Uploads a file and waits until it is added, or asks something. */
export async function upload(program: BuiltProgram, bytes: Uint8Array<ArrayBuffer>, fileName: string) {
  const { importId } = await call<{ importId: string }>(program, 'imports.beginUpload', {
    fileName,
    sizeBytes: bytes.byteLength,
  });
  await program.fetch(`/uploads/${importId}`, { method: 'PUT', body: bytes });
  let job: ImportJob | undefined;
  await expect
    .poll(async () => {
      job = (await ask<ImportJob[]>(program, 'imports.list')).find(({ id }) => id === importId);
      return job?.phase;
    })
    .toMatch(/^(package|done|failed)$/);
  return job;
}

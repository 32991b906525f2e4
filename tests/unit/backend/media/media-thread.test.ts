import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { projectFolder } from '../../../helpers/ensure-built';

it('the media thread starts from source, so that tests do not quietly work without it', async () => {
  const worker = new Worker(join(projectFolder, 'electron/backend/media/media-thread-worker.ts'));
  const errors: unknown[] = [];
  worker.on('error', (error) => errors.push(error));
  const [exitCode] = await once(worker, 'exit');
  expect(errors).toEqual([]);
  expect(exitCode).toBe(0);
});

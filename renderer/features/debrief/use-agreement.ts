import { useEffect, useState } from 'react';
import type { AgreementAnswer, AgreementRequest } from './agreement-worker';

/** What is shown of figures: still being computed, there, or not to be had. */
export type Computed<Value> = { phase: 'computing' } | { phase: 'done'; value: Value } | { phase: 'failed' };

const COMPUTING = { phase: 'computing' } as const;

/**
 * Computes figures of agreement beside the page, which stays free to be used meanwhile. With ten reviewers and two
 * thousand moments each they take seconds.
 *
 * @param request - the same object as long as nothing of it changed; `undefined` where nothing is asked
 */
export function useAgreement<Request extends AgreementRequest>(
  request: Request | undefined,
): Computed<AgreementAnswer<Request>> {
  type Answered = { to: Request; computed: Computed<AgreementAnswer<Request>> };
  const [answered, setAnswered] = useState<Answered>();

  useEffect(() => {
    if (!request) return;
    const worker = new Worker(new URL('./agreement-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<AgreementAnswer<Request>>) => {
      setAnswered({ to: request, computed: { phase: 'done', value: data } });
      worker.terminate();
    };
    worker.onerror = () => setAnswered({ to: request, computed: { phase: 'failed' } });
    worker.postMessage(request);
    return () => worker.terminate();
  }, [request]);

  return answered && answered.to === request ? answered.computed : COMPUTING;
}

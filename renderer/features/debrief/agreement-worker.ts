import { type AgreementReport, reportAgreement } from '#shared/agreement/agreement-report';
import type { JudgedReview } from '#shared/agreement/judged-review';
import { agreeBySegment, type SegmentAgreement } from '#shared/agreement/segment-agreement';
import type { Framework } from '#shared/model/framework';

export type AgreementRequest =
  | { type: 'report'; framework: Framework; reviews: readonly JudgedReview[] }
  | {
      type: 'segments';
      reviews: readonly JudgedReview[];
      kind: string;
      durationMs: number;
      windowMs: number;
    };

export type AgreementAnswer<Request extends AgreementRequest> = Request extends { type: 'report' }
  ? AgreementReport
  : SegmentAgreement;

/** What a worker has of the global scope; the page's own types would promise more. */
type WorkerScope = {
  onmessage: ((event: MessageEvent<AgreementRequest>) => void) | null;
  postMessage(message: AgreementReport | SegmentAgreement): void;
};

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => scope.postMessage(compute(data));

function compute(request: AgreementRequest): AgreementReport | SegmentAgreement {
  if (request.type === 'report') return reportAgreement(request.framework, request.reviews);
  const { reviews, kind, durationMs, windowMs } = request;
  return agreeBySegment(reviews, kind, durationMs, windowMs);
}

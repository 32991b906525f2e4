import { judgedPartOf } from '#shared/agreement/judged-review';
import type { Framework } from '#shared/model/framework';
import type { AgreementRequest } from './agreement-worker';
import type { Reviewer } from './reviewers';

/** Asks how far some reviewers agree about everything. */
export function requestReport(
  framework: Framework,
  reviewers: readonly Reviewer[],
): AgreementRequest & { type: 'report' } {
  return { type: 'report', framework, reviews: reviewers.map(({ review }) => judgedPartOf(review)) };
}

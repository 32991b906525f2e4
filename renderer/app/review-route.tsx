import { ChecklistPanel } from '../features/review/checklist-panel';
import { FeedbackPanel } from '../features/review/feedback-panel';
import { RatingPanel } from '../features/review/rating-panel';
import { SubmitDialog } from '../features/review/submit-dialog';
import type { WorkspacePanels } from '../features/workspace/side-tabs';
import { WorkspaceScreen } from '../features/workspace/workspace-screen';

const PANELS: WorkspacePanels = {
  Checklist: ChecklistPanel,
  Rating: RatingPanel,
  Feedback: FeedbackPanel,
  SubmitDialog,
};

/** Where listening and marking meet the panels that judge. */
export function ReviewRoute({ sessionId, reviewId }: { sessionId: string; reviewId: string }) {
  return <WorkspaceScreen sessionId={sessionId} reviewId={reviewId} panels={PANELS} />;
}

import { type WorkspacePanels, WorkspaceScreen } from '../features/workspace/workspace-screen';

const PANELS: WorkspacePanels = {
  Checklist: () => null,
  Rating: () => null,
  Feedback: () => null,
  SubmitDialog: () => null,
};

/** Where listening and marking meet the panels that judge. */
export function ReviewRoute({ sessionId, reviewId }: { sessionId: string; reviewId: string }) {
  return <WorkspaceScreen sessionId={sessionId} reviewId={reviewId} panels={PANELS} />;
}

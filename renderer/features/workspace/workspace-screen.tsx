type WorkspaceScreenProps = { sessionId: string; reviewId: string };

export function WorkspaceScreen({ reviewId }: WorkspaceScreenProps) {
  return <main>Review {reviewId}</main>;
}

export function CompareScreen({ sessionId }: { sessionId: string }) {
  return <p>Reviews of session {sessionId}</p>;
}

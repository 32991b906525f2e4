export function SessionRoute({ sessionId }: { sessionId: string }) {
  return <p>{sessionId}</p>;
}

import { List, Loader, Text } from '@mantine/core';
import type { DeletionPlan } from '#shared/api-contract/session-contract';
import { formatByteSize } from '#shared/formats/byte-size';
import type { Deletion, SessionDocument } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { notifyDone } from '../../../app/notify';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { useDeletionPlan } from '../../../app/queries/session-queries';
import { QuestionDialog } from '../../../app/question-dialog';

const TITLES: Readonly<Record<Deletion['reason'], string>> = {
  'consent-withdrawn': 'The client withdrew consent',
  'consent-expired': 'The client’s consent has ended',
  chosen: 'Delete the recording?',
};

type DeletionDialogProps = { session: SessionDocument; reason: Deletion['reason']; onClose: () => void };

/** Says exactly what will be deleted and what stays, and deletes. */
export function DeletionDialog({ session, reason, onClose }: DeletionDialogProps) {
  const plan = useDeletionPlan(session.id);
  const { sessionUpdated, sessionsChanged } = useCacheUpdates();
  const isWithdrawal = reason === 'consent-withdrawn';

  async function remove(): Promise<void> {
    const { id: sessionId } = session;
    const changed = isWithdrawal
      ? await api.sessions.withdrawConsent({ sessionId })
      : await api.sessions.deleteRecording({ sessionId, reason });
    sessionUpdated(changed);
    await sessionsChanged();
    notifyDone(isWithdrawal ? 'The withdrawal is recorded and done.' : 'The recording is deleted.');
  }

  return (
    <QuestionDialog
      title={TITLES[reason]}
      yes={isWithdrawal ? 'Record it and delete' : 'Delete for good'}
      no="Keep everything"
      isDeletion
      isReady={plan.data !== undefined}
      onYes={remove}
      onClose={onClose}
    >
      {plan.isPending && <Loader size="sm" aria-label="Looking what would be deleted" />}
      {plan.data && <Plan plan={plan.data} reason={reason} />}
      {plan.error && (
        <Text role="alert" size="sm" c="var(--danger)">
          {errorMessage(plan.error)}
        </Text>
      )}
    </QuestionDialog>
  );
}

function Plan({ plan, reason }: { plan: DeletionPlan; reason: Deletion['reason'] }) {
  const takesWords = reason !== 'chosen';
  const deleted = [
    plan.recording === 'deleted' &&
      `The recording (${formatByteSize(plan.recordingBytes)}) and the picture of its sound`,
    plan.recording === 'unlinked' && 'The link to the recording and the picture of its sound',
    takesWords && plan.quotes > 0 && describeQuotes(plan),
    takesWords && 'The same in every backup, and packages of this session that wait to be saved',
  ].filter((line) => line !== false);
  return (
    <>
      <Text size="sm" fw={600}>
        Deleted at once and for good:
      </Text>
      <List size="sm" mt={4} withPadding>
        {deleted.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      <Text size="sm" fw={600} mt="sm">
        What stays:
      </Text>
      <List size="sm" mt={4} withPadding>
        <List.Item>The session’s details, with a dated record of what was deleted</List.Item>
        <List.Item>
          {takesWords
            ? 'Moments, notes, ratings and written feedback. Where a note repeats what the client said, take it out by hand.'
            : 'Every review, with its quotes'}
        </List.Item>
        {plan.originalPath !== undefined && (
          <List.Item style={{ overflowWrap: 'anywhere' }}>
            The original file, which was never copied: <strong>{plan.originalPath}</strong>. Delete it there
            yourself.
          </List.Item>
        )}
      </List>
      {reason === 'consent-withdrawn' && (
        <Text size="sm" mt="sm">
          Nothing of this session can be shared or taken in any more. Copies that you handed over are out of
          reach: ask those who have them to delete them. This cannot be undone.
        </Text>
      )}
    </>
  );
}

function describeQuotes({ quotes, reviewsWithQuotes }: DeletionPlan): string {
  const what =
    quotes === 1 ? 'One quote of what the client said' : `${quotes} quotes of what the client said`;
  const where = reviewsWithQuotes === 1 ? 'in one review' : `in ${reviewsWithQuotes} reviews`;
  return `${what}, ${where}; a submitted review says that this was done`;
}

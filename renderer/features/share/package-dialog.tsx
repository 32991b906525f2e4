import { Alert, Button, Checkbox, Modal, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { isSharedWhole, totalMs } from '#shared/excerpts/plan-excerpts';
import { formatByteSize } from '#shared/formats/byte-size';
import { formatDuration } from '#shared/formats/time-code';
import type { PackageInspection } from '#shared/model/package';
import type { Person } from '#shared/model/profile';
import { errorMessage } from '../../app/api-error';
import { formatCalendarDate, formatDayOf } from '../../ui/local-date';
import { describeAuthorKey, describeKeyWarnings, describeSenderKey } from './key-words';
import classes from './package-dialog.module.css';

type PackageDialogProps = {
  fileName: string;
  inspection: PackageInspection;
  /** Called with whether the user was warned of a key and agreed all the same. */
  onAccept: (confirmed: boolean) => Promise<void>;
  /** Not now: the package is put away. */
  onDecline: () => void;
  /** Closed without an answer: the package stays in the tray. */
  onClose: () => void;
};

/** Shows what a package holds and what storing it would change, before anything is stored. */
export function PackageDialog({ fileName, inspection, onAccept, onDecline, onClose }: PackageDialogProps) {
  const [accepting, setAccepting] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { manifest, session, frameworkTitle, senderKey, reviews, needsConfirmation, effect } = inspection;
  const recording = manifest.entries.filter((entry) => entry.path.startsWith('recording/'));
  const recordingBytes = recording.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  const changesNothing =
    effect.session === 'joins-existing' &&
    effect.newReviews === 0 &&
    !effect.bringsRecording &&
    !effect.newFramework;

  async function accept(): Promise<void> {
    setAccepting(true);
    setProblem(undefined);
    try {
      await onAccept(confirmed);
    } catch (error) {
      setProblem(errorMessage(error));
      setAccepting(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={manifest.purpose === 'return' ? 'A review came back' : 'A session was shared with you'}
    >
      <p className={classes.title}>{session.title}</p>
      <p className={classes.from}>
        from <strong>{describePerson(manifest.sender)}</strong>, packed on {formatDayOf(manifest.createdAt)}
      </p>
      {manifest.message && <blockquote className={classes.message}>{manifest.message}</blockquote>}
      <dl className={classes.facts}>
        <Fact name="Signature">{describeSenderKey(senderKey, manifest.sender.name)}</Fact>
        <Fact name="Session">
          {formatCalendarDate(session.date)}
          {session.coach && `, coach ${session.coach}`}
          {session.clientAlias && `, client “${session.clientAlias}”`}
        </Fact>
        <Fact name="Recording">{describeRecording(inspection, recordingBytes)}</Fact>
        {frameworkTitle && <Fact name="Framework">{frameworkTitle}</Fact>}
        <Fact name="Reviews">
          {reviews.length === 0
            ? 'None'
            : reviews.map((review) => (
                <span key={review.id} className={classes.review}>
                  by {describePerson(review.reviewer)}
                  {review.submittedAt && `, submitted ${formatDayOf(review.submittedAt)}`},{' '}
                  {describeAuthorKey(review)}
                  {manifest.referenceReviewId === review.id &&
                    ' – the reference of a calibration: it opens once you have submitted yours'}
                </span>
              ))}
          {manifest.reviewWithheld && (
            <span className={classes.review}>
              {manifest.sender.name} has a review too and holds it back until yours is in.
            </span>
          )}
        </Fact>
      </dl>
      <section className={classes.effect} aria-label="What adding it would change">
        <p className={classes.effectTitle}>
          {changesNothing ? 'You have all of this already' : 'If you add it'}
        </p>
        {!changesNothing && (
          <ul>
            {describeEffect(inspection).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </section>
      {needsConfirmation && (
        <Alert
          mt="md"
          color="red"
          icon={<IconAlertTriangle aria-hidden />}
          title="Someone may be passing for another person"
        >
          {describeKeyWarnings(inspection).map((warning) => (
            <p key={warning} className={classes.warning}>
              {warning}
            </p>
          ))}
          <p className={classes.warning}>
            Ask them in another way, by voice for instance, and compare fingerprints under People. Until then,
            better not add it.
          </p>
          <Checkbox
            mt="sm"
            label="I know of this, and want to add it all the same"
            checked={confirmed}
            onChange={(event) => setConfirmed(event.currentTarget.checked)}
          />
        </Alert>
      )}
      {problem && (
        <Text role="alert" size="sm" c="var(--danger)" mt="sm">
          {problem}
        </Text>
      )}
      <div className={classes.answers}>
        <Text size="xs" c="dimmed" className={classes.file}>
          {fileName}
        </Text>
        <Button variant="default" disabled={accepting} onClick={onDecline}>
          Not now
        </Button>
        <Button
          loading={accepting}
          disabled={needsConfirmation && !confirmed}
          {...(!needsConfirmation && { 'data-autofocus': true })}
          onClick={accept}
        >
          {changesNothing ? 'Open the session' : 'Add to my library'}
        </Button>
      </div>
    </Modal>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function describeRecording({ manifest, session }: PackageInspection, sizeBytes: number): string {
  const { excerpts = [], durationMs } = session.recording;
  const duration = formatDuration(durationMs);
  const size = formatByteSize(sizeBytes);
  if (manifest.recording === 'none') return 'Not in this package';
  if (manifest.recording === 'whole') return `${duration}, ${size}`;
  if (isSharedWhole(excerpts, durationMs)) return `All of it, as a copy that plays: ${duration}, ${size}`;
  return `Parts of it: ${formatDuration(totalMs(excerpts))} of ${duration}, ${size}`;
}

export function describePerson({ name, role, credential }: Person): string {
  const words = { trainee: 'trainee coach', mentor: 'mentor coach', peer: 'peer' }[role];
  return [name, words, credential].filter(Boolean).join(', ');
}

function describeStored(
  recording: PackageInspection['manifest']['recording'],
  { excerpts = [], durationMs, sizeBytes }: PackageInspection['session']['recording'],
): string {
  if (recording !== 'excerpts')
    return `The recording is stored on this machine (${formatByteSize(sizeBytes)}).`;
  return isSharedWhole(excerpts, durationMs)
    ? 'A copy of the recording is stored on this machine.'
    : 'Parts of the recording are stored on this machine; the rest was not shared.';
}

/** What would be different afterwards, one line a change. */
function describeEffect({ effect, frameworkTitle, session, manifest, reviews }: PackageInspection): string[] {
  const lines: string[] = [];
  if (effect.session === 'new') lines.push('A new session appears in your library.');
  if (effect.session === 'joins-existing') lines.push('It joins the session that you have already.');
  if (effect.session === 'in-trash') lines.push('The session is in your trash and is restored.');
  if (effect.bringsRecording) {
    lines.push(describeStored(manifest.recording, session.recording));
  } else if (manifest.recording === 'none' && effect.session === 'new') {
    lines.push('There is no recording to listen to; the reviews can be read.');
  }
  if (effect.newReviews > 0) {
    lines.push(effect.newReviews === 1 ? 'One review is added.' : `${effect.newReviews} reviews are added.`);
  }
  if (effect.knownReviews > 0 && reviews.length > 0) {
    lines.push(
      effect.knownReviews === 1
        ? 'One review is here already.'
        : `${effect.knownReviews} reviews are here already.`,
    );
  }
  if (effect.newFramework) lines.push(`The framework “${frameworkTitle ?? 'of the sender'}” is added.`);
  return lines;
}

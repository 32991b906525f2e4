import { Button, NativeSelect, Radio, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ShareRequest } from '#shared/api-contract/exchange-contract';
import { type ConsentVerdict, checkConsent } from '#shared/model/consent';
import type { SessionDocument } from '#shared/model/session';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useFrameworks } from '../../app/queries/framework-queries';
import { useProfile } from '../../app/queries/library-queries';
import { useReviewsOf, useSession } from '../../app/queries/session-queries';
import { formatFrameworkReference } from '../../app/routes';
import { frameworkLabel } from '../../ui/framework-label';
import { todayHere } from '../../ui/local-date';
import { NamesChoice } from './names-choice';
import { PackageModal } from './package-modal';
import { ProtectionChoice } from './protection-choice';
import { RecordingChoice } from './recording-choice';
import classes from './share-dialog.module.css';
import { findStandingReviews } from './standing-reviews';
import { useProtectionChoice } from './use-protection-choice';
import { useRecordingChoice } from './use-recording-choice';

type ShareDialogProps = { sessionId: string; onClose: () => void; onEditConsent: () => void };

/** Packs a session of one's own for someone else. */
export function ShareDialog({ sessionId, onClose, onEditConsent }: ShareDialogProps) {
  const session = useSession(sessionId);
  return (
    <PackageModal
      title="Share this session"
      size="lg"
      onClose={onClose}
      form={(parts) =>
        session.data && (
          <ShareForm session={session.data} onClose={onClose} onEditConsent={onEditConsent} {...parts} />
        )
      }
    />
  );
}

const PURPOSES: readonly { value: ShareRequest['purpose']; label: string; description: string }[] = [
  { value: 'mentor', label: 'My mentor coach', description: 'who reviews it and sends the review back' },
  { value: 'group', label: 'My group', description: 'who each review it alone before you look together' },
  { value: 'credential', label: 'A credential submission', description: 'as material for an application' },
];

type ShareFormProps = {
  session: SessionDocument;
  /** Why the last try to write it failed. */
  problem: string | undefined;
  onStarted: (exportId: string) => void;
  onClose: () => void;
  onEditConsent: () => void;
};

function ShareForm({ session, problem, onStarted, onClose, onEditConsent }: ShareFormProps) {
  const { person } = useProfile();
  const { data: frameworks = [] } = useFrameworks();
  const { data: reviews = [] } = useReviewsOf(session.id);
  const [purpose, setPurpose] = useState<ShareRequest['purpose']>('mentor');
  const [chosenFramework, setChosenFramework] = useState<string>();
  const chosenRecording = useRecordingChoice(session);
  const chosenProtection = useProtectionChoice(
    ({ person: known }) => purpose === 'mentor' && known.role === 'mentor',
  );
  const [replaceNames, setReplaceNames] = useState(false);
  const [ownChoice, setOwnChoice] = useState<'withhold' | 'include' | 'reference'>('withhold');
  const includeReview = ownChoice !== 'withhold';
  const [message, setMessage] = useState('');
  const [packing, setPacking] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const standing = findStandingReviews(reviews, person.profileId);
  const framework =
    frameworks.find((candidate) => formatFrameworkReference(candidate) === chosenFramework) ??
    frameworks.find(
      ({ id, edition }) => standing[0]?.framework.id === id && standing[0].framework.edition === edition,
    ) ??
    frameworks[0];
  const ownReview = standing.find(
    (review) => review.framework.id === framework?.id && review.framework.edition === framework.edition,
  );
  const verdict = checkConsent(session.consent, purpose, todayHere());

  async function pack(): Promise<void> {
    const { request: recording } = chosenRecording;
    const { request: protection } = chosenProtection;
    if (!framework || !recording || !protection) return;
    setPacking(true);
    setRefusal(undefined);
    try {
      const { exportId } = await api.packages.share({
        sessionId: session.id,
        purpose,
        framework: { id: framework.id, edition: framework.edition },
        recording,
        ...(includeReview && ownReview && { reviewId: ownReview.id, asReference: ownChoice === 'reference' }),
        message: message.trim(),
        replaceNames,
        protection,
        today: todayHere(),
      });
      onStarted(exportId);
    } catch (error) {
      setRefusal(errorMessage(error));
    }
    setPacking(false);
  }

  return (
    <Stack gap="lg">
      <Radio.Group
        label="Who is it for?"
        value={purpose}
        onChange={(value) => setPurpose(PURPOSES.find((known) => known.value === value)?.value ?? purpose)}
      >
        <Stack gap={6} mt={6}>
          {PURPOSES.map(({ value, label, description }) => (
            <Radio key={value} value={value} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
      <Verdict verdict={verdict} onEditConsent={onEditConsent} />
      <NativeSelect
        label="Framework to review it under"
        value={framework ? formatFrameworkReference(framework) : ''}
        data={frameworks.map((candidate) => ({
          value: formatFrameworkReference(candidate),
          label: frameworkLabel(candidate),
        }))}
        onChange={(event) => setChosenFramework(event.currentTarget.value)}
      />
      <RecordingChoice session={session} chosen={chosenRecording} />
      {ownReview ? (
        <Radio.Group
          label="Your own submitted review"
          value={ownChoice}
          onChange={(value) =>
            setOwnChoice(value === 'include' || value === 'reference' ? value : 'withhold')
          }
        >
          <Stack gap={6} mt={6}>
            <Radio
              value="withhold"
              label="Hold it back until theirs is in"
              description="They learn only that there is one. Send it once their review is back."
            />
            <Radio
              value="include"
              label="Include it"
              description="It stays closed to them until they submit theirs, unless they choose to look."
            />
            <Radio
              value="reference"
              label="Include it as the reference of a calibration"
              description="For a school’s own scoring: it stays closed to each of them until they submit theirs, and then shows how far they are from it."
            />
          </Stack>
        </Radio.Group>
      ) : (
        <Text size="sm" c="dimmed">
          You have not submitted a review under this framework, so none goes with it. Drafts are never shared.
        </Text>
      )}
      <NamesChoice
        session={session}
        reviewId={includeReview ? ownReview?.id : undefined}
        checked={replaceNames}
        onChange={setReplaceNames}
      />
      <ProtectionChoice chosen={chosenProtection} />
      <Textarea
        label="A few words for them"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4_000}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      {(refusal ?? problem) && (
        <Text role="alert" size="sm" c="var(--danger)">
          {refusal ?? problem}
        </Text>
      )}
      <div className={classes.answers}>
        <Text size="xs" c="dimmed" className={classes.promise}>
          Your private notes are never included.
        </Text>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={packing}
          disabled={!verdict.allowed || !framework || !chosenRecording.request || !chosenProtection.request}
          onClick={pack}
        >
          Save package…
        </Button>
      </div>
    </Stack>
  );
}

function Verdict({ verdict, onEditConsent }: { verdict: ConsentVerdict; onEditConsent: () => void }) {
  return (
    <div role="status" className={classes.verdict} data-allowed={verdict.allowed}>
      {verdict.allowed ? (
        <>
          <IconCircleCheck size={18} stroke={1.75} aria-hidden />
          <span>The client’s consent covers this.</span>
        </>
      ) : (
        <>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
          <span className={classes.reason}>
            {verdict.reason} {verdict.remedy}
          </span>
          <Button variant="default" size="compact-sm" onClick={onEditConsent}>
            Go to the consent record
          </Button>
        </>
      )}
    </div>
  );
}

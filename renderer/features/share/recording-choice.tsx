import { Checkbox, NativeSelect, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { MAXIMUM_PADDING_MS, totalMs } from '#shared/excerpts/plan-excerpts';
import { formatByteSize } from '#shared/formats/byte-size';
import { formatDuration, formatTimeCode } from '#shared/formats/time-code';
import type { FrameworkReference } from '#shared/model/framework';
import { kindsOf, type Moment } from '#shared/model/moment';
import type { Recording } from '#shared/model/recording';
import type { ReviewSummary, SessionDocument } from '#shared/model/session';
import type { Stretch } from '#shared/scoring/stretch';
import { useFramework } from '../../app/queries/framework-queries';
import { useFrameworkNames } from '../../app/use-framework-names';
import classes from './recording-choice.module.css';
import {
  type ChosenRecording,
  isEncodedForSound,
  type MomentSelection,
  type RecordingPart,
} from './use-recording-choice';

const SELECTIONS: readonly { value: MomentSelection; label: string }[] = [
  { value: 'all', label: 'All moments' },
  { value: 'evidence', label: 'Those that are evidence' },
  { value: 'picked', label: 'Those I pick' },
];

type RecordingChoiceProps = { session: SessionDocument; chosen: ChosenRecording };

/** What of the recording goes along: all of it, only what is around the evidence, or nothing. */
export function RecordingChoice({ session, chosen }: RecordingChoiceProps) {
  const { choice, change, canShare, reviews } = chosen;
  const { recording } = session;
  const isEncoded = isEncodedForSound(recording);
  if (!canShare) {
    return (
      <Text size="sm" c="dimmed">
        {recording.storage === 'excerpts'
          ? 'What was shared with you of the recording is not passed on.'
          : 'The recording is not in your library, so it cannot be included.'}
      </Text>
    );
  }
  return (
    <div>
      <Radio.Group
        label="The recording"
        value={choice.part}
        onChange={(value) => change({ part: value as RecordingPart })}
      >
        <Stack gap={6} mt={6}>
          <Radio
            value="whole"
            label={`All of it (${formatDuration(recording.durationMs)}, ${formatByteSize(recording.sizeBytes)})`}
            {...(isEncoded && {
              description: 'The file itself. Whoever receives it needs ffmpeg to play it.',
            })}
          />
          {isEncoded && (
            <Radio
              value="copy"
              label="All of it, as the copy that plays"
              description="It plays for everyone. The file itself stays with you."
            />
          )}
          <Radio
            value="excerpts"
            label="Only around the evidence"
            description={
              reviews.length > 0
                ? 'The rest stays with you; moments keep their times.'
                : 'For this, mark moments in a review of your own first.'
            }
            disabled={reviews.length === 0}
          />
          <Radio value="none" label="None of it" description="Reviews can be read but not listened to." />
        </Stack>
      </Radio.Group>
      {choice.part === 'excerpts' && <ExcerptChoice recording={recording} chosen={chosen} />}
    </div>
  );
}

function ExcerptChoice({ recording, chosen }: { recording: Recording; chosen: ChosenRecording }) {
  const nameOf = useFrameworkNames();
  const { choice, change, reviews, moments, stretches } = chosen;
  const review = reviews.find(({ id }) => id === choice.reviewId);
  return (
    <div className={classes.excerpts}>
      {reviews.length > 1 && (
        <NativeSelect
          label="Moments of"
          size="sm"
          value={choice.reviewId ?? ''}
          data={reviews.map((one) => ({ value: one.id, label: describeReview(one, nameOf) }))}
          onChange={(event) => change({ reviewId: event.currentTarget.value, pickedIds: new Set() })}
        />
      )}
      <div className={classes.row}>
        <NativeSelect
          label="Which moments"
          size="sm"
          value={choice.selection}
          data={SELECTIONS.map(({ value, label }) => ({ value, label }))}
          onChange={(event) => change({ selection: event.currentTarget.value as MomentSelection })}
        />
        <NumberInput
          label="Seconds before and after"
          size="sm"
          min={0}
          max={MAXIMUM_PADDING_MS / 1_000}
          clampBehavior="strict"
          allowDecimal={false}
          value={choice.paddingSeconds}
          onChange={(value) => change({ paddingSeconds: Number(value) || 0 })}
        />
      </div>
      {choice.selection === 'picked' && review && (
        <MomentPicker
          review={review}
          moments={moments}
          pickedIds={choice.pickedIds}
          onPick={(pickedIds) => change({ pickedIds })}
        />
      )}
      <Strip stretches={stretches} durationMs={recording.durationMs} />
      <Text size="sm" role="status" data-testid="excerpt-amount">
        {describeAmount(stretches, recording)}
      </Text>
    </div>
  );
}

type MomentPickerProps = {
  review: ReviewSummary;
  moments: readonly Moment[];
  pickedIds: ReadonlySet<string>;
  onPick: (pickedIds: ReadonlySet<string>) => void;
};

function MomentPicker({ review, moments, pickedIds, onPick }: MomentPickerProps) {
  const framework = useFramework(review.framework);
  const kinds = framework.data ? kindsOf(framework.data) : [];
  return (
    <ul className={classes.moments} aria-label="Moments to pick">
      {moments.map((moment) => {
        const kind = kinds.find(({ id }) => id === moment.kind)?.label ?? moment.kind;
        const text = moment.quote ? `“${moment.quote}”` : moment.note;
        return (
          <li key={moment.id}>
            <Checkbox
              size="xs"
              label={`${formatTimeCode(moment.startMs)} ${kind}`}
              description={text.slice(0, 120)}
              checked={pickedIds.has(moment.id)}
              onChange={(event) => {
                const next = new Set(pickedIds);
                if (event.currentTarget.checked) next.add(moment.id);
                else next.delete(moment.id);
                onPick(next);
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** The whole recording small, with what is shared of it. */
function Strip({ stretches, durationMs }: { stretches: readonly Stretch[]; durationMs: number }) {
  return (
    <div className={classes.strip} aria-hidden>
      {stretches.map(({ startMs, endMs }) => (
        <div
          key={startMs}
          className={classes.part}
          style={{
            left: `${(startMs / durationMs) * 100}%`,
            width: `${((endMs - startMs) / durationMs) * 100}%`,
          }}
        />
      ))}
    </div>
  );
}

function describeAmount(stretches: readonly Stretch[], { durationMs, sizeBytes }: Recording): string {
  if (stretches.length === 0) return 'No moment is chosen yet.';
  const sharedMs = totalMs(stretches);
  const parts = stretches.length === 1 ? 'One part' : `${stretches.length} parts`;
  const bytes = formatByteSize((sizeBytes * sharedMs) / durationMs);
  return `${parts}: ${formatDuration(sharedMs)} of ${formatDuration(durationMs)}, about ${bytes}.`;
}

function describeReview(
  { framework, status }: ReviewSummary,
  nameOf: (framework: FrameworkReference) => string,
): string {
  const state = status === 'draft' ? 'draft' : 'submitted';
  return `${nameOf(framework)}, ${state}`;
}

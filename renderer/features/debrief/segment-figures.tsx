import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { ENOUGH_UNITS, type MomentAgreement } from '#shared/agreement/agreement-report';
import { judgedPartOf } from '#shared/agreement/judged-review';
import { type SegmentAgreement, WINDOWS_MS } from '#shared/agreement/segment-agreement';
import classes from './agreement-section.module.css';
import { useComparisonContext } from './comparison-context';
import { ComputingNote } from './computing-note';
import { FiguresTable } from './figures-table';
import type { Reviewer } from './reviewers';
import { useAgreement } from './use-agreement';

type SegmentFiguresProps = { kinds: readonly MomentAgreement[]; reviewers: readonly Reviewer[] };

/** Window by window: in which stretches of the session the reviewers marked a kind. */
export function SegmentFigures({ kinds, reviewers }: SegmentFiguresProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={classes.figures} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>By stretches of the session</summary>
      {opened && <Opened kinds={kinds} reviewers={reviewers} />}
    </details>
  );
}

function Opened({ kinds, reviewers }: SegmentFiguresProps) {
  const { session } = useComparisonContext();
  const [kind, setKind] = useState(kinds[0]?.kind ?? '');
  const [windowMs, setWindowMs] = useState<number>(30_000);
  const { durationMs } = session.recording;
  const request = useMemo(() => {
    const reviews = reviewers.map(({ review }) => judgedPartOf(review));
    return { type: 'segments' as const, reviews, kind, durationMs, windowMs };
  }, [reviewers, kind, durationMs, windowMs]);
  const segments = useAgreement(request);
  return (
    <>
      <div className={classes.choices}>
        <NativeSelect
          label="Kind"
          size="xs"
          value={kind}
          data={kinds.map(({ kind: value, label }) => ({ value, label }))}
          onChange={(event) => setKind(event.currentTarget.value)}
        />
        <NativeSelect
          label="Length of a stretch"
          size="xs"
          value={String(windowMs)}
          data={WINDOWS_MS.map((each) => ({ value: String(each), label: writeWindow(each) }))}
          onChange={(event) => setWindowMs(Number(event.currentTarget.value))}
        />
      </div>
      <ComputingNote phase={segments.phase} />
      {segments.phase === 'done' && <Figures segments={segments.value} />}
    </>
  );
}

function Figures({ segments }: { segments: SegmentAgreement }) {
  const { windows, byAll, bySome, byNobody, figures } = segments;
  return (
    <>
      <p className={classes.words}>
        Of {windows} stretches {byAll} were marked by all of you, {bySome} by some, {byNobody} by nobody.
        {windows < ENOUGH_UNITS &&
          ` That is fewer than ${ENOUGH_UNITS}: look at the moments themselves, the figures can swing by chance.`}
      </p>
      <FiguresTable
        name="Figures by stretches of the session"
        figures={figures}
        noun="stretches"
        units={windows}
      />
      <p className={classes.note}>
        A moment counts in every stretch that it touches. Where a kind is rare, nearly all stretches agree in
        being empty: then the percentage says little, and AC1 more than kappa.
      </p>
    </>
  );
}

function writeWindow(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  return seconds < 60 ? `${seconds} seconds` : seconds === 60 ? '1 minute' : `${seconds / 60} minutes`;
}

import type { SessionDocument } from '#shared/model/session';
import type { ReportBlock } from '#shared/reports/report-blocks';
import { PlayPlace, usePlaces } from './play-place';
import { ReportView } from './report-view';

type ReportPaperProps = {
  session: SessionDocument;
  blocks: readonly ReportBlock[];
  /** Of the words in it: a language tag. */
  language: string;
};

/** A report on one session: its places are heard by a click. */
export function ReportPaper({ session, blocks, language }: ReportPaperProps) {
  const places = usePlaces(session);
  const media = { ref: places.player.attach, preload: 'metadata' } as const;
  return (
    <>
      {places.canPlay && <audio {...media} />}
      <ReportView
        blocks={blocks}
        language={language}
        renderPlace={({ text }, place) => <PlayPlace places={places} place={place} text={text} />}
      />
    </>
  );
}

import { type PlayedFrom, type RecordingTiming, TIMING_RULES } from '#shared/model/recording-timing';

/** Of a recording that nothing could be found of: it is played as it is, at places that are near. */
export const UNREADABLE: RecordingTiming = unexamined({
  type: 'original',
  precision: 'approximate',
  reasons: ['unreadable'],
});

/** Of a recording that the player cannot decode, before there is a copy that tells more of it. */
export function unheard(soundTrack: number | undefined): RecordingTiming {
  return unexamined({
    type: 'encoded',
    because: 'sound',
    extension: 'm4a',
    mimeType: 'audio/mp4',
    hasPicture: false,
    ...(soundTrack !== undefined && { soundTrack }),
  });
}

function unexamined(playedFrom: PlayedFrom): RecordingTiming {
  return {
    rules: TIMING_RULES,
    bitRate: 'variable',
    packets: 0,
    hasIndex: false,
    isFragmented: false,
    edits: 0,
    startMs: 0,
    gaps: [],
    gapCount: 0,
    strayBytes: 0,
    playedFrom,
  };
}

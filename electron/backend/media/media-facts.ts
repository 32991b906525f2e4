import type { Input, InputTrack } from 'mediabunny';
import { containerOf, type MediaFile, withMediaInput } from './media-input.ts';
import type { ContainerKind } from './missing-end';

// Runs in the media thread, see media-thread-worker.ts.

/** A track as the container describes it. */
export type TrackFacts = {
  type: 'audio' | 'video';
  /** mediabunny's name of the codec; `null` where it knows none. */
  codec: string | null;
  /** The container's own code for it. */
  internalId: string | number | null;
  channels?: number;
  sampleRateHz?: number;
  widthPx?: number;
  heightPx?: number;
};

export type MediaFacts = {
  container: ContainerKind;
  tracks: TrackFacts[];
  /** End of the last packet in seconds, found by going through the file; `undefined` where that failed. */
  countedSeconds: number | undefined;
  /** The same as the headers state it; `null` where they do not. */
  announcedSeconds: number | null;
};

export type MediaReading =
  | { type: 'facts'; facts: MediaFacts }
  | { type: 'unknown-format' }
  | { type: 'unsupported-wave' }
  | { type: 'unreadable'; message: string };

/** Reads what a media file holds. Never rejects for what is in the file; problems of the disk reject. */
export function readMediaFacts(file: MediaFile): Promise<MediaReading> {
  return withMediaInput(file, (input) =>
    readInput(input).catch((error): MediaReading => ({ type: 'unreadable', message: String(error) })),
  );
}

async function readInput(input: Input): Promise<MediaReading> {
  const container = await containerOf(input);
  if (container === undefined) return { type: 'unknown-format' };
  let inputTracks: InputTrack[];
  try {
    inputTracks = (await input.getTracks()).filter((track) => track.isAudioTrack() || track.isVideoTrack());
  } catch (error) {
    // The WAVE reader knows of the file that it is one, and throws at a codec that it does not read.
    if (container === 'wav' && /codec|format tag/i.test(String(error))) return { type: 'unsupported-wave' };
    throw error;
  }
  const tracks = await Promise.all(inputTracks.map(describeTrack));
  const countedSeconds = await input.computeDuration(inputTracks).catch(() => undefined);
  const announcedSeconds = await input.getDurationFromMetadata(inputTracks).catch(() => null);
  return { type: 'facts', facts: { container, tracks, countedSeconds, announcedSeconds } };
}

async function describeTrack(track: InputTrack): Promise<TrackFacts> {
  const codec = await track.getCodec();
  const internalId = await track.getInternalCodecId();
  const facts: TrackFacts = {
    type: track.isVideoTrack() ? 'video' : 'audio',
    codec,
    internalId: typeof internalId === 'object' ? null : internalId,
  };
  if (track.isAudioTrack()) {
    facts.channels = await track.getNumberOfChannels();
    facts.sampleRateHz = await track.getSampleRate();
  } else if (track.isVideoTrack()) {
    facts.widthPx = Math.round(await track.getDisplayWidth());
    facts.heightPx = Math.round(await track.getDisplayHeight());
  }
  return facts;
}

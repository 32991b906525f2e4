import {
  EncodedPacketSink,
  type Input,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
} from 'mediabunny';
import type { SoundFacts } from '#shared/timing/judge-timing';
import { examineStream, frameFormatOf } from '../copying/bare-stream.ts';
import { chooseCopiedTracks } from '../copying/copy-container.ts';
import { walkHeads } from './head-facts.ts';
import { containerOf, heardTrackOf, type MediaFile, withMediaInput } from './media-input.ts';
import type { ContainerKind } from './missing-end';
import { type FoundFacts, goThroughPackets } from './packet-facts.ts';

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
  /** Set for a picture that stands still: one packet, as of a cover. */
  isStill?: true;
};

export type MediaFacts = {
  container: ContainerKind;
  tracks: TrackFacts[];
  /** End of the last packet in seconds, found by going through the file; `undefined` where that failed. */
  countedSeconds: number | undefined;
  /** The same as the headers state it; `null` where they do not. */
  announcedSeconds: number | null;
  /** What is played of it, packet by packet; `undefined` where nothing is, or where that failed. */
  played: PlayedFacts | undefined;
};

/** The sound that is heard. */
export type PlayedFacts = {
  /** Which of the file's sounds it is, from 0, where players by themselves choose another. */
  soundTrack?: number;
  codec: string;
  sampleRateHz: number;
  sound: SoundFacts;
  /** Start of the earliest track, in seconds. */
  startSeconds: number;
  /** The kind of file that takes its packets as they are. */
  copy: { extension: string; mimeType: string } | undefined;
};

export type MediaReading =
  | { type: 'facts'; facts: MediaFacts }
  | { type: 'unknown-format' }
  | { type: 'unsupported-wave' }
  | { type: 'unreadable'; message: string };

/** Reads what a media file holds. Never rejects for what is in the file; problems of the disk reject. */
export function readMediaFacts(file: MediaFile): Promise<MediaReading> {
  const onPacket = () => Atomics.add(file.readCount, 0, 1);
  return withMediaInput(file, (input) =>
    readInput(input, file, onPacket).catch(
      (error): MediaReading => ({ type: 'unreadable', message: String(error) }),
    ),
  );
}

async function readInput(input: Input, file: MediaFile, onPacket: () => void): Promise<MediaReading> {
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
  const announcedSeconds = await input.getDurationFromMetadata(inputTracks).catch(() => null);
  const stream = await readStream(file, container);
  if (stream) return { type: 'facts', facts: { container, tracks, announcedSeconds, ...stream } };
  const audio = await heardTrackOf(input, file.soundTrack);
  const walked = { tracks: inputTracks, audio };
  const heads = await readHeads(file, container, input, walked, onPacket);
  const played = await describePlayed(input, heads, file.soundTrack).catch(() => undefined);
  const { countedSeconds } = heads;
  return { type: 'facts', facts: { container, tracks, countedSeconds, announcedSeconds, played } };
}

/** Goes through a file that is nothing but frames; `undefined` for another, or where it has none of the usual kind. */
async function readStream(
  file: MediaFile,
  container: ContainerKind,
): Promise<Pick<MediaFacts, 'countedSeconds' | 'played'> | undefined> {
  const format = frameFormatOf(container);
  const examined = format && (await examineStream(file, format));
  if (!examined) return undefined;
  const { kind, sound } = examined;
  const { sampleRateHz } = kind;
  return {
    countedSeconds: sound.packets * sound.packetSeconds,
    played: {
      codec: container === 'mp3' ? 'mp3' : 'aac',
      sampleRateHz,
      sound,
      startSeconds: 0,
      copy: { extension: 'm4a', mimeType: 'audio/mp4' },
    },
  };
}

/** Goes over all packets: by their heads alone where the file is as usual, else packet by packet. */
async function readHeads(
  file: MediaFile,
  container: ContainerKind,
  input: Input,
  { tracks, audio }: { tracks: readonly InputTrack[]; audio: InputAudioTrack | null },
  onPacket: () => void,
): Promise<FoundFacts> {
  const walked = { all: tracks.map(({ id }) => id), sound: audio?.id };
  return (
    (await walkHeads(file, container, walked)) ?? (await goThroughPackets(input, tracks, audio, onPacket))
  );
}

async function describePlayed(
  input: Input,
  { startSeconds, sound }: FoundFacts,
  soundTrack: number | undefined,
): Promise<PlayedFacts | undefined> {
  const audio = await heardTrackOf(input, soundTrack);
  const codec = await audio?.getCodec();
  if (!audio || !codec || !sound || startSeconds === undefined) return undefined;
  const { container } = (await chooseCopiedTracks(input, soundTrack)) ?? {};
  const isOther = audio.id !== (await input.getPrimaryAudioTrack())?.id;
  return {
    ...(isOther && soundTrack !== undefined && { soundTrack }),
    codec,
    sampleRateHz: await audio.getSampleRate(),
    sound,
    startSeconds,
    copy: container && { extension: container.extension, mimeType: container.mimeType },
  };
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
    if (await isStill(track)) facts.isStill = true;
  }
  return facts;
}

/** Whether a picture has no more than one packet. */
async function isStill(track: InputVideoTrack): Promise<boolean> {
  const sink = new EncodedPacketSink(track);
  const first = await sink.getFirstPacket({ metadataOnly: true });
  return first === null || (await sink.getNextPacket(first, { metadataOnly: true })) === null;
}

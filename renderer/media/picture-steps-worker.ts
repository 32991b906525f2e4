import { EncodedPacketSink, Input, MATROSKA, MP4, QTFF, UrlSource, WEBM } from 'mediabunny';

/** Asks for the picture before or after the one that a file shows at a time. */
export type PictureStepRequest = { id: number; url: string; seconds: number; direction: -1 | 1 };
/** The middle of that picture's time in the file; absent where there is none. */
export type PictureStepAnswer = { id: number; seconds?: number };

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<PictureStepRequest>) => void) | null;
  postMessage(message: PictureStepAnswer): void;
};

/** Where a container does not say how long a picture stays. */
const USUAL_PICTURE_SECONDS = 1 / 25;

let opened: { url: string; sink: Promise<EncodedPacketSink | undefined> } | undefined;

scope.onmessage = ({ data: { id, url, seconds, direction } }) => {
  step(url, seconds, direction).then(
    (found) => scope.postMessage(found === undefined ? { id } : { id, seconds: found }),
    () => scope.postMessage({ id }),
  );
};

async function step(url: string, seconds: number, direction: -1 | 1): Promise<number | undefined> {
  opened = opened?.url === url ? opened : { url, sink: openSink(url) };
  const sink = await opened.sink;
  if (!sink) return undefined;
  const options = { metadataOnly: true } as const;
  // The first picture may begin a little after the sound.
  const shown = (await sink.getPacket(seconds, options)) ?? (await sink.getFirstPacket(options));
  if (!shown) return undefined;
  const lasts = shown.duration > 0 ? shown.duration : USUAL_PICTURE_SECONDS;
  // Files keep pictures in the order of decoding; asking by time finds the neighbour that is shown.
  const at = direction === 1 ? shown.timestamp + lasts * 1.01 : shown.timestamp - 0.0005;
  const next = await sink.getPacket(at, options);
  if (!next || next.timestamp === shown.timestamp) return undefined;
  return next.timestamp + (next.duration > 0 ? next.duration : USUAL_PICTURE_SECONDS) / 2;
}

async function openSink(url: string): Promise<EncodedPacketSink | undefined> {
  // Not ALL_FORMATS: it holds play lists, which name other addresses.
  const input = new Input({ formats: [MP4, QTFF, MATROSKA, WEBM], source: new UrlSource(url) });
  const track = await input.getPrimaryVideoTrack();
  return track ? new EncodedPacketSink(track) : undefined;
}

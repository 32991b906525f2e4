import type { Page } from '@playwright/test';

/** What an element plays, and from where in its file to listen for how long. */
export type Listening = { url: string; fromMs: number; forMs: number };

/** What came out of the element. */
export type Heard = {
  /** By the element's own account, when the first of the samples was to be heard, in milliseconds of the file. */
  startMs: number;
  sampleRateHz: number;
  samples: Float32Array;
};

/**
 * How often a place is listened to at the most. On a busy machine the browser's sound graph is sometimes given no processor
 * and hands on nothing but zeros, while the element goes on: that is not what is heard, so it is listened to again. An
 * element that is silent there is silent each time.
 */
const MOST_LISTENINGS = 3;

/** What sounds before the element has settled after a seek is not judged. */
const SETTLE_SECONDS = 0.06;

/**
 * Plays files in real elements, seeks in each and gives back what is heard: by what comes out of the element, since
 * `currentTime` says where it means to be and not where it is. Several listenings in the same file play in one element, one
 * after the other, so that each but the first is a seek; different files play at once.
 */
export async function listen(
  page: Page,
  listenings: readonly Listening[],
  sampleRateHz = 48_000,
): Promise<Heard[]> {
  const results = await page.evaluate(
    async ([all, rate, settleSeconds, most]) => {
      const context = new AudioContext({ sampleRate: rate });
      const recorder = `registerProcessor('recorder', class extends AudioWorkletProcessor {
        process([[samples]]) { if (samples) this.port.postMessage([currentFrame, samples.slice()]); return true; }
      })`;
      await context.audioWorklet.addModule(
        URL.createObjectURL(new Blob([recorder], { type: 'text/javascript' })),
      );
      const heard: { startMs: number; bytes: string }[] = [];
      const files = new Map<string, { fromMs: number; forMs: number; index: number }[]>();
      for (const [index, { url, ...rest }] of all.entries()) {
        files.set(url, [...(files.get(url) ?? []), { ...rest, index }]);
      }
      await Promise.all([...files].map(([url, places]) => listenIn(url, places)));
      await context.close();
      return heard;

      async function listenIn(url: string, places: { fromMs: number; forMs: number; index: number }[]) {
        const media = document.createElement('video');
        media.preload = 'auto';
        media.src = url;
        await new Promise((resolve, reject) => {
          media.oncanplay = resolve;
          media.onerror = () => reject(new Error(media.error?.message ?? `${url} cannot be played`));
        });
        media.oncanplay = null;
        const source = context.createMediaElementSource(media);
        const node = new AudioWorkletNode(context, 'recorder');
        source.connect(node);
        let blocks: [number, Float32Array][] = [];
        node.port.onmessage = ({ data }: MessageEvent<[number, Float32Array]>) => blocks.push(data);
        for (const { fromMs, forMs, index } of places) {
          let take = await listenFrom(fromMs, forMs);
          for (let times = 1; times < most && !take.samples.some((sample) => sample !== 0); times += 1) {
            console.warn(`${url} gave nothing but zeros from ${fromMs} ms on; it is listened to again`);
            take = await listenFrom(fromMs, forMs);
          }
          const bytes = new Uint8Array(take.samples.buffer);
          let text = '';
          for (let at = 0; at < bytes.length; at += 8_192) {
            text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
          }
          heard[index] = { startMs: take.startMs, bytes: btoa(text) };
        }
        source.disconnect();
        media.removeAttribute('src');
        media.load();

        async function listenFrom(fromMs: number, forMs: number) {
          const seeked = new Promise((resolve) => {
            media.onseeked = resolve;
          });
          media.currentTime = fromMs / 1_000;
          await seeked;
          await media.play();
          blocks = [];
          const begunAt = media.currentTime;
          const offsets: number[] = [];
          while ((media.currentTime - begunAt) * 1_000 < forMs && !media.ended) {
            await new Promise(requestAnimationFrame);
            offsets.push(media.currentTime - context.currentTime);
          }
          media.pause();
          // Times are read at frames of the screen, which come late now and then, never early.
          offsets.sort((one, other) => one - other);
          const offset = offsets[Math.floor(offsets.length / 2)] ?? 0;
          const kept = blocks.filter(([frame]) => frame / rate + offset >= begunAt + settleSeconds);
          const samples = new Float32Array(kept.reduce((sum, [, block]) => sum + block.length, 0));
          let filled = 0;
          for (const [, block] of kept) {
            samples.set(block, filled);
            filled += block.length;
          }
          return { startMs: ((kept[0]?.[0] ?? 0) / rate + offset) * 1_000, samples };
        }
      }
    },
    [listenings, sampleRateHz, SETTLE_SECONDS, MOST_LISTENINGS] as const,
  );
  return results.map(({ startMs, bytes }) => {
    const buffer = Buffer.from(bytes, 'base64');
    return {
      startMs,
      sampleRateHz,
      samples: new Float32Array(
        buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) as ArrayBuffer,
      ),
    };
  });
}

import type { Page } from '@playwright/test';

/**
 * Records, from the next page on, all that sounds from the media elements of a page, whoever made them. The page needs
 * `bypassCSP`: the recorder is a script of the test's own.
 */
export class SoundTap {
  private constructor(
    private readonly page: Page,
    readonly sampleRateHz: number,
  ) {}

  static async install(page: Page, sampleRateHz: number): Promise<SoundTap> {
    await page.addInitScript((rate) => {
      const recorder = `registerProcessor('recorder', class extends AudioWorkletProcessor {
        process([[samples]]) { if (samples) this.port.postMessage([currentFrame, samples.slice()]); return true; }
      })`;
      const tapped = new Set<HTMLMediaElement>();
      const blocks: [number, Float32Array][] = [];
      Object.assign(window, { soundTap: { blocks, tapped } });
      let opened: Promise<{ context: AudioContext; node: AudioWorkletNode }> | undefined;
      async function open() {
        const context = new AudioContext({ sampleRate: rate });
        await context.audioWorklet.addModule(
          URL.createObjectURL(new Blob([recorder], { type: 'text/javascript' })),
        );
        const node = new AudioWorkletNode(context, 'recorder');
        node.port.onmessage = ({ data }: MessageEvent<[number, Float32Array]>) => blocks.push(data);
        return { context, node };
      }
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = async function () {
        if (!tapped.has(this)) {
          tapped.add(this);
          opened ??= open();
          const { context, node } = await opened;
          context.createMediaElementSource(this).connect(node);
        }
        return play.call(this);
      };
    }, sampleRateHz);
    return new SoundTap(page, sampleRateHz);
  }

  /** Forgets what was heard so far. */
  async clear(): Promise<void> {
    await this.page.evaluate(() => {
      (window as unknown as { soundTap: { blocks: unknown[] } }).soundTap.blocks.length = 0;
    });
  }

  /** How much was heard since it was cleared, silence included. */
  heardFrames(): Promise<number> {
    return this.page.evaluate(() => {
      const { blocks } = (window as unknown as { soundTap: { blocks: [number, Float32Array][] } }).soundTap;
      const [first, last] = [blocks[0], blocks.at(-1)];
      return first && last ? last[0] + last[1].length - first[0] : 0;
    });
  }

  /** What was heard since it was cleared. Where nothing came at all there is silence. */
  async take(): Promise<Float32Array> {
    const { blocks, length } = await this.page.evaluate(() => {
      const { blocks } = (window as unknown as { soundTap: { blocks: [number, Float32Array][] } }).soundTap;
      const first = blocks[0]?.[0] ?? 0;
      return {
        blocks: blocks.map(([frame, samples]) => [frame - first, Array.from(samples)] as const),
        length: blocks.reduce((most, [frame, samples]) => Math.max(most, frame - first + samples.length), 0),
      };
    });
    const samples = new Float32Array(length);
    for (const [at, block] of blocks) samples.set(block, at);
    return samples;
  }
}

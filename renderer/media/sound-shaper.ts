/** How the sound is changed on its way to the ear; the recording stays as it is. */
export type SoundShape = {
  /** 0 to 18. */
  boostDb: number;
  /** Whether quiet voices are brought nearer to loud ones. */
  isEven: boolean;
};

/** Fast enough for words, slow enough not to pump between them. */
const EVEN = { threshold: -42, knee: 12, ratio: 5, attack: 0.01, release: 0.25 } as const;
/** What evening out takes from loud voices is given back to all. */
const EVEN_MAKEUP_DB = 10;
/** Keeps what was made louder from being cut off. */
const LIMIT = { threshold: -3, knee: 0, ratio: 20, attack: 0.002, release: 0.1 } as const;

/**
 * Makes what an element plays louder or more even. The element's sound is taken over only when that is asked for the
 * first time: until then, and in a recording that nobody changes, nothing stands between it and the speakers.
 */
export class SoundShaper {
  #context: AudioContext | undefined;
  #even: DynamicsCompressorNode | undefined;
  #gain: GainNode | undefined;
  #source: MediaElementAudioSourceNode | undefined;
  #limit: DynamicsCompressorNode | undefined;
  #deviceId = '';

  constructor(private readonly media: HTMLMediaElement) {}

  apply({ boostDb, isEven }: SoundShape): void {
    if (!this.#context && boostDb === 0 && !isEven) return;
    this.#build();
    if (!this.#gain || !this.#source || !this.#even || !this.#limit) return;
    this.#gain.gain.value = 10 ** ((boostDb + (isEven ? EVEN_MAKEUP_DB : 0)) / 20);
    this.#source.disconnect();
    this.#source.connect(isEven ? this.#even : this.#gain);
  }

  /** @param deviceId - where the sound goes; empty for where the system says */
  sendTo(deviceId: string): void {
    if (deviceId === this.#deviceId) return;
    this.#deviceId = deviceId;
    this.#applyDevice();
  }

  /** Browsers let sound begin only after the user did something; playing is that. */
  resume(): void {
    this.#context?.resume().catch(() => {});
  }

  close(): void {
    this.#context?.close().catch(() => {});
    this.#context = undefined;
  }

  #applyDevice(): void {
    // An element that a context has taken over sounds where the context does.
    const target = (this.#context ?? this.media) as { setSinkId?(id: string): Promise<void> };
    // What is gone by now is noticed by its own event.
    target.setSinkId?.(this.#deviceId).catch(() => {});
  }

  #build(): void {
    if (this.#context) return;
    const context = new AudioContext();
    this.#context = context;
    this.#source = context.createMediaElementSource(this.media);
    this.#even = new DynamicsCompressorNode(context, EVEN);
    this.#gain = new GainNode(context);
    this.#limit = new DynamicsCompressorNode(context, LIMIT);
    this.#even.connect(this.#gain).connect(this.#limit).connect(context.destination);
    if (this.#deviceId !== '') this.#applyDevice();
  }
}

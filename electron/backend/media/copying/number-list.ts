// Runs in the media thread, see media-thread-worker.ts.

type Numbers = Uint8Array | Int32Array | Uint32Array | Float64Array;

/** Whole numbers in as few bytes as they need: a recording has half a million packets. */
export class NumberList<Values extends Numbers> {
  #values: Values;
  readonly #make: (length: number) => Values;
  length = 0;

  constructor(make: (length: number) => Values) {
    this.#make = make;
    this.#values = make(1 << 12);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = this.#make(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  values(): Values {
    return this.#values.subarray(0, this.length) as Values;
  }
}

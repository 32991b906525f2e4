/** Entries of one chunk: few enough to be copied in a microsecond, many enough that a large record has few chunks. */
const CHUNK_SIZE = 256;

type Chunk<Value> = readonly (Value | undefined)[];

/** Where each key stands. Only ever grows: a version that was made before a place was given out holds nothing there. */
type Places = { byKey: Map<string, number>; keys: string[] };

/**
 * An immutable record whose versions share all that is the same in them: changing an entry of a hundred thousand costs
 * what it costs among ten. Entries keep the order in which their keys were first set.
 *
 * Versions that come from one another agree on the place of every key; what a version does not hold is `undefined`
 * at its place.
 */
export class SharedRecord<Value> {
  #values: readonly Value[] | undefined;

  private constructor(
    private readonly places: Places,
    private readonly chunks: readonly Chunk<Value>[],
    readonly size: number,
  ) {}

  static of<Value>(record: Readonly<Record<string, Value>>): SharedRecord<Value> {
    const keys = Object.keys(record);
    const values = Object.values(record);
    const chunks: Chunk<Value>[] = [];
    for (let from = 0; from < values.length; from += CHUNK_SIZE)
      chunks.push(values.slice(from, from + CHUNK_SIZE));
    return new SharedRecord(
      { byKey: new Map(keys.map((key, place) => [key, place])), keys },
      chunks,
      keys.length,
    );
  }

  get(key: string): Value | undefined {
    const place = this.places.byKey.get(key);
    return place === undefined ? undefined : this.#at(place);
  }

  /** A version with one entry set. */
  with(key: string, value: Value): SharedRecord<Value> {
    return this.#changed(this.#placeOf(key), value);
  }

  /** A version without one entry; the same one where there was none. */
  without(key: string): SharedRecord<Value> {
    return this.get(key) === undefined ? this : this.#changed(this.#placeOf(key), undefined);
  }

  /** Every value, in the order of the keys; gathered once a version. */
  values(): readonly Value[] {
    this.#values ??= this.chunks.flatMap((chunk) => chunk.filter((value) => value !== undefined));
    return this.#values;
  }

  toRecord(): Record<string, Value> {
    const record: Record<string, Value> = {};
    for (const [place, key] of this.places.keys.entries()) {
      const value = this.#at(place);
      if (value !== undefined) record[key] = value;
    }
    return record;
  }

  /**
   * The keys whose values are not the very same in another version. What two versions share is passed over, so that
   * an edit is found without looking at the rest.
   */
  keysThatDiffer(other: SharedRecord<Value>): string[] {
    if (this.places !== other.places) {
      const keys = new Set([...this.places.keys, ...other.places.keys]);
      return [...keys].filter((key) => this.get(key) !== other.get(key));
    }
    const { keys } = this.places;
    const differing: string[] = [];
    const chunkCount = Math.max(this.chunks.length, other.chunks.length);
    for (let chunk = 0; chunk < chunkCount; chunk += 1) {
      if (this.chunks[chunk] === other.chunks[chunk]) continue;
      const end = Math.min((chunk + 1) * CHUNK_SIZE, keys.length);
      for (let place = chunk * CHUNK_SIZE; place < end; place += 1) {
        if (this.#at(place) !== other.#at(place)) differing.push(keys[place] as string);
      }
    }
    return differing;
  }

  #at(place: number): Value | undefined {
    return this.chunks[Math.floor(place / CHUNK_SIZE)]?.[place % CHUNK_SIZE];
  }

  #placeOf(key: string): number {
    const { byKey, keys } = this.places;
    const known = byKey.get(key);
    if (known !== undefined) return known;
    byKey.set(key, keys.length);
    return keys.push(key) - 1;
  }

  #changed(place: number, value: Value | undefined): SharedRecord<Value> {
    const inChunk = place % CHUNK_SIZE;
    const at = (place - inChunk) / CHUNK_SIZE;
    const chunks = this.chunks.slice();
    while (chunks.length <= at) chunks.push([]);
    const chunk = chunks[at]?.slice() ?? [];
    while (chunk.length <= inChunk) chunk.push(undefined);
    const held = chunk[inChunk] === undefined ? 0 : 1;
    chunk[inChunk] = value;
    chunks[at] = chunk;
    return new SharedRecord(this.places, chunks, this.size - held + (value === undefined ? 0 : 1));
  }
}

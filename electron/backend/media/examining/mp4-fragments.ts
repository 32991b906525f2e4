import { type Box, childBoxes, findBox } from '#shared/formats/mp4-box';
import { NumberList } from '../copying/number-list.ts';
import type { Mp4Packets, Mp4Track } from './mp4-packets';

// Runs in the media thread, see media-thread-worker.ts.

/** Days of sound have fewer. */
export const MAXIMUM_PACKETS = 8_000_000;

/** What a fragment says of packets that do not say it themselves. */
type Defaults = { duration: number; size: number; flags: number };

/** Set in the flags of a packet that needs others to be decoded. */
const NEEDS_OTHERS = 0x1_0000;

/** Gathers the packets of the fragments of an MP4 file, one fragment after another. */
export class FragmentReader {
  readonly #lanes: Map<number, Lane>;
  readonly #sizeBytes: number;

  /** @param tracks - those whose packets are wanted */
  constructor(movie: Box, tracks: readonly Mp4Track[], sizeBytes: number) {
    this.#sizeBytes = sizeBytes;
    const extensions = findBox(movie, 'mvex');
    this.#lanes = new Map(
      tracks.map(({ id, packets }) => {
        const own = (extensions ? childBoxes(extensions) : []).find(
          ({ type, view }) => type === 'trex' && view.getUint32(4) === id,
        );
        const [duration = 0, size = 0, flags = 0] = own
          ? [12, 16, 20].map((at) => own.view.getUint32(at))
          : [];
        return [id, new Lane({ duration, size, flags }, packets)];
      }),
    );
  }

  /**
   * Adds the packets of a fragment.
   *
   * @param moof - its box
   * @param startByte - where the box lies in the file
   * @returns whether it was understood
   */
  add(moof: Box, startByte: number): boolean {
    let impliedBase = startByte;
    for (const traf of childBoxes(moof)) {
      if (traf.type !== 'traf') continue;
      const head = findBox(traf, 'tfhd');
      if (!head) return false;
      const lane = this.#lanes.get(head.view.getUint32(4));
      if (!lane) continue;
      const { base, defaults } = readFragmentHead(head.view, lane.defaults, { startByte, impliedBase });
      const time = findBox(traf, 'tfdt')?.view;
      if (time) lane.units = time.getUint8(0) === 1 ? Number(time.getBigUint64(4)) : time.getUint32(4);
      let place = base;
      for (const run of childBoxes(traf)) {
        if (run.type !== 'trun') continue;
        place = lane.addRun(run.view, { base, place, defaults });
        if (place > this.#sizeBytes || lane.sizes.length > MAXIMUM_PACKETS) return false;
      }
      impliedBase = place;
    }
    return true;
  }

  /** The tracks with what was gathered. */
  withPackets(tracks: readonly Mp4Track[]): Mp4Track[] {
    return tracks.map((track) => {
      const lane = this.#lanes.get(track.id);
      return lane ? { ...track, packets: lane.packets() } : track;
    });
  }
}

/** A track while its packets are gathered. */
class Lane {
  readonly defaults: Defaults;
  /** When the next packet is decoded. */
  units = 0;
  readonly sizes = new NumberList((length) => new Uint32Array(length));
  readonly #places = new NumberList((length) => new Float64Array(length));
  readonly #starts = new NumberList((length) => new Float64Array(length));
  readonly #durations = new NumberList((length) => new Uint32Array(length));
  readonly #offsets = new NumberList((length) => new Int32Array(length));
  readonly #keys = new NumberList((length) => new Uint8Array(length));

  /** @param first - those that stand before the fragments; usually none */
  constructor(defaults: Defaults, first: Mp4Packets) {
    this.defaults = defaults;
    for (let packet = 0; packet < first.sizes.length; packet += 1) {
      this.units = first.starts[packet] as number;
      const [duration, offset] = [first.durations[packet] as number, first.offsets[packet] as number];
      this.#push(first.places[packet] as number, first.sizes[packet] as number, duration, offset);
      this.#keys.push(first.keys[packet] as number);
    }
  }

  /** Adds the packets of a run, and returns where its data end. */
  addRun(
    view: DataView,
    { base, place, defaults }: { base: number; place: number; defaults: Defaults },
  ): number {
    const flags = view.getUint32(0) & 0xff_ffff;
    const count = view.getUint32(4);
    if (count > MAXIMUM_PACKETS) throw new RangeError('A run of packets is longer than any recording');
    let at = 8;
    const next = () => {
      at += 4;
      return view.getUint32(at - 4);
    };
    let position = (flags & 1) === 0 ? place : base + (next() | 0);
    const firstFlags = (flags & 4) === 0 ? undefined : next();
    for (let packet = 0; packet < count; packet += 1) {
      const duration = (flags & 0x100) === 0 ? defaults.duration : next();
      const size = (flags & 0x200) === 0 ? defaults.size : next();
      const stated = (flags & 0x400) === 0 ? defaults.flags : next();
      const offset = (flags & 0x800) === 0 ? 0 : next() | 0;
      const own = packet === 0 ? (firstFlags ?? stated) : stated;
      this.#push(position, size, duration, offset);
      this.#keys.push((own & NEEDS_OTHERS) === 0 ? 1 : 0);
      position += size;
    }
    return position;
  }

  packets(): Mp4Packets {
    return {
      sizes: this.sizes.values(),
      places: this.#places.values(),
      starts: this.#starts.values(),
      durations: this.#durations.values(),
      offsets: this.#offsets.values(),
      keys: this.#keys.values(),
    };
  }

  #push(place: number, size: number, duration: number, offset: number): void {
    this.#places.push(place);
    this.sizes.push(size);
    this.#starts.push(this.units);
    this.#durations.push(duration);
    this.#offsets.push(offset);
    this.units += duration;
  }
}

function readFragmentHead(
  view: DataView,
  usual: Defaults,
  { startByte, impliedBase }: { startByte: number; impliedBase: number },
): { base: number; defaults: Defaults } {
  const flags = view.getUint32(0) & 0xff_ffff;
  const defaults = { ...usual };
  let base = (flags & 0x2_0000) === 0 ? impliedBase : startByte;
  let at = 8;
  if ((flags & 1) !== 0) {
    base = Number(view.getBigUint64(at));
    at += 8;
  }
  if ((flags & 2) !== 0) at += 4;
  for (const [flag, name] of [
    [8, 'duration'],
    [0x10, 'size'],
    [0x20, 'flags'],
  ] as const) {
    if ((flags & flag) === 0) continue;
    defaults[name] = view.getUint32(at);
    at += 4;
  }
  if ((flags & 0x1_0000) !== 0) defaults.duration = 0;
  return { base, defaults };
}

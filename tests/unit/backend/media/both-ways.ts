import { stat } from 'node:fs/promises';
import { expect } from 'vitest';
import { walkHeads } from '../../../../electron/backend/media/examining/head-facts';
import { containerOf, withMediaInput } from '../../../../electron/backend/media/examining/media-input';
import { type FoundFacts, goThroughPackets } from '../../../../electron/backend/media/examining/packet-facts';

/** What is found by the heads alone, and packet by packet. */
export async function bothWays(
  path: string,
): Promise<{ byHeads: FoundFacts | undefined; byPackets: FoundFacts }> {
  const file = { path, sizeBytes: (await stat(path)).size, readCount: new Int32Array(1) };
  return withMediaInput(file, async (input) => {
    const container = await containerOf(input);
    if (container === undefined) throw new Error(`${path} is no recording`);
    const tracks = (await input.getTracks()).filter((track) => track.isAudioTrack() || track.isVideoTrack());
    const sound = await input.getPrimaryAudioTrack();
    return {
      byHeads: await walkHeads(file, container, { all: tracks.map(({ id }) => id), sound: sound?.id }),
      byPackets: await goThroughPackets(input, tracks, sound, () => {}),
    };
  });
}

/** Equal but for the last digits of what was computed in another order. */
export function expectSame({ byHeads, byPackets }: Awaited<ReturnType<typeof bothWays>>): void {
  expect(rounded(byHeads)).toEqual(rounded(byPackets));
  expect(byHeads?.countedSeconds).toBeGreaterThan(0);
}

export function rounded(value: unknown): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(
    JSON.stringify(value, (_name, part) =>
      typeof part === 'number' && !Number.isInteger(part) ? Math.round(part * 1e6) / 1e6 : part,
    ),
  );
}

import { describe, expect, it } from 'vitest';
import {
  TransferMeter,
  type TransferProgress,
} from '../../../../electron/backend/media/imports/transfer-meter';

describe('the progress of a transfer', () => {
  function transfer(pieces: readonly { afterMs: number; bytes: number }[]): TransferProgress[] {
    const reports: TransferProgress[] = [];
    let nowMs = 5_000;
    const meter = new TransferMeter(
      () => nowMs,
      (progress) => reports.push(progress),
    );
    for (const { afterMs, bytes } of pieces) {
      nowMs += afterMs;
      meter.add(bytes);
    }
    return reports;
  }

  it('is told at once, and then no more than eight times a second', () => {
    const reports = transfer(Array.from({ length: 1_000 }, () => ({ afterMs: 1, bytes: 10 })));
    expect(reports).toHaveLength(8);
    expect(reports[0]).toEqual({ receivedBytes: 10, bytesPerSecond: 0 });
  });

  it('has the speed of the last two seconds', () => {
    const slow = Array.from({ length: 100 }, () => ({ afterMs: 100, bytes: 100 }));
    const fast = Array.from({ length: 30 }, () => ({ afterMs: 100, bytes: 1_000 }));
    const reports = transfer([...slow, ...fast]);
    expect(reports.at(-1)?.bytesPerSecond).toBeCloseTo(10_000, -3);
    expect(transfer(slow).at(-1)?.bytesPerSecond).toBeCloseTo(1_000, -2);
  });

  it('shows that a transfer has become slow', () => {
    const reports = transfer([
      ...Array.from({ length: 50 }, () => ({ afterMs: 100, bytes: 1_000_000 })),
      { afterMs: 10_000, bytes: 1 },
    ]);
    expect(reports.at(-1)?.bytesPerSecond).toBeLessThan(200_000);
  });
});

import { expect, test } from 'vitest';
import { describeProgress, receivedPercent } from '../../../renderer/app/import-progress';

function job(receivedBytes: number, sizeBytes: number, bytesPerSecond: number) {
  return {
    id: '01999999-0000-7000-8000-000000000001',
    fileName: 'talk.mp4',
    phase: 'receiving' as const,
    receivedBytes,
    sizeBytes,
    bytesPerSecond,
  };
}

test('tells how far, how fast and how long', () => {
  expect(describeProgress(job(54_000_000, 1_200_000_000, 48_000_000))).toBe(
    '54.0 MB of 1.2 GB · 48.0 MB/s · 24 s left',
  );
});

test('tells no speed before it is known', () => {
  expect(describeProgress(job(0, 1_200, 0))).toBe('0 B of 1.2 kB');
});

test('never promises less than no time, whatever the sizes say', () => {
  expect(describeProgress(job(1_300, 1_200, 100))).toBe('1.3 kB of 1.2 kB · 100 B/s · 0 s left');
});

test('reaches 100 per cent only when everything is here', () => {
  expect(receivedPercent(job(999, 1_000, 1))).toBe(99);
  expect(receivedPercent(job(1_000, 1_000, 1))).toBe(100);
  expect(receivedPercent(job(2_000, 1_000, 1))).toBe(100);
  expect(receivedPercent(job(0, 0, 0))).toBe(100);
});

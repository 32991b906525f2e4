import { formatByteSize } from '#shared/formats/byte-size';
import { formatDuration } from '#shared/formats/time-code';
import type { ImportJob, PreparedThing } from '#shared/model/import-job';

type Receiving = Extract<ImportJob, { phase: 'receiving' }>;

/** Share of the file that is here, from 0 to 100. */
export function receivedPercent({ receivedBytes, sizeBytes }: Receiving): number {
  if (sizeBytes === 0) return 100;
  return Math.min(100, Math.floor((receivedBytes / sizeBytes) * 100));
}

/** Share of the copy that is made, from 0 to 100. */
export function preparedPercent({ done }: Extract<ImportJob, { phase: 'preparing' }>): number {
  return Math.floor(done * 100);
}

/** How far a file is, how fast it comes and how long it will take: `54 MB of 1.2 GB · 48 MB/s · 25 s left`. */
export function describeProgress({ receivedBytes, sizeBytes, bytesPerSecond }: Receiving): string {
  const parts = [`${formatByteSize(receivedBytes)} of ${formatByteSize(sizeBytes)}`];
  if (bytesPerSecond > 0) {
    parts.push(`${formatByteSize(bytesPerSecond)}/s`);
    const secondsLeft = Math.ceil(Math.max(0, sizeBytes - receivedBytes) / bytesPerSecond);
    parts.push(`${formatDuration(secondsLeft * 1_000)} left`);
  }
  return parts.join(' · ');
}

/** What is said while a copy is made, and when it is. */
export const PREPARING_WORDS: Readonly<Record<PreparedThing, { making: string; made: string }>> = {
  positions: { making: 'Preparing exact positions', made: 'Positions are exact now' },
  sound: { making: 'Making a copy that plays', made: 'It can be played now' },
  picture: { making: 'Making the picture visible', made: 'The picture is visible now' },
};

import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';
import { bothWays, expectSame } from './both-ways';
import { type MadeOptions, makeRecording } from './made-recordings';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const fixture = (name: string) => resolve(import.meta.dirname, '../../../fixtures/media', name);

describe('the heads of packets say the same as the packets', () => {
  it.each([
    'beeps.webm',
    'speech.webm',
    'talk.webm',
    'beeps-picture.webm',
    'beeps.m4a',
    'beeps.mp4',
    'speech.m4a',
    'talk.mp4',
    'alac.m4a',
    'silent-video.mp4',
    'beeps.opus',
    'speech.opus',
    'beeps.ogg',
    'speech-vorbis.ogg',
  ])('of %s', async (name) => {
    expectSame(await bothWays(fixture(name)));
  });

  const shifted = (seconds: number): NonNullable<MadeOptions['timeOf']> => {
    return ({ timestamp }) => Math.max(0, timestamp) + seconds;
  };
  const withGap: NonNullable<MadeOptions['timeOf']> = ({ timestamp }) =>
    Math.max(0, timestamp) + (timestamp > 3 ? 10 : 0);
  const made: [string, string, MadeOptions][] = [
    ['a WebM without cues', 'beeps.opus', { container: 'stream' }],
    ['a WebM that starts late', 'beeps.opus', { container: 'webm', timeOf: shifted(5) }],
    ['a WebM with a gap', 'beeps.opus', { container: 'stream', timeOf: withGap }],
    ['a WebM with two sounds', 'beeps.opus', { container: 'webm', tracks: 2 }],
    ['fragments', 'beeps.m4a', { container: 'fragments' }],
    ['fragments that start late', 'beeps.m4a', { container: 'fragments', timeOf: shifted(5) }],
    ['fragments with a gap', 'beeps.m4a', { container: 'fragments', timeOf: withGap }],
    ['an m4a that starts late', 'beeps.m4a', { container: 'mp4', timeOf: shifted(5) }],
    ['an m4a with a gap', 'beeps.m4a', { container: 'mp4', timeOf: withGap }],
    ['an m4a with two sounds', 'beeps.m4a', { container: 'mp4', tracks: 2 }],
    ['Vorbis in a WebM', 'beeps.ogg', { container: 'webm' }],
  ];
  it.each(made)('of %s', async (_what, source, options) => {
    const path = await makeRecording(fixture(source), join(await temporaryFolder(), 'made'), options);
    expectSame(await bothWays(path));
  });
});

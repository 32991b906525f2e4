import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { untilReadable, watchForLoss } from '../../../renderer/media/lost-recording';

const GONE = 'The drive on which “Ana.mp3” lies does not answer.';

let answers: (() => Promise<Response>)[];
const readable = async () => new Response('a', { status: 206 });
const silent = async () => new Response(`${GONE}\n`, { status: 507 });

beforeEach(() => {
  answers = [];
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => (answers.shift() ?? readable)());
  vi.stubGlobal('MediaError', { MEDIA_ERR_NETWORK: 2 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('says what the program says, and waits until the file can be read', async () => {
  answers = [silent, () => Promise.reject(new TypeError('no connection')), readable];
  const words: string[] = [];
  const waited = untilReadable('/media/1', (text) => words.push(text), new AbortController().signal);
  await vi.runAllTimersAsync();
  expect(await waited).toBe(true);
  expect(words).toEqual([GONE, 'The recording cannot be reached now. Your review is safe.']);
  expect(await untilReadable('/media/1', () => {}, new AbortController().signal)).toBe(false);
});

it('ends when the screen is left', async () => {
  answers = [silent, silent];
  const controller = new AbortController();
  const waited = untilReadable('/media/1', () => {}, controller.signal);
  const ended = expect(waited).rejects.toThrow('left');
  await vi.advanceTimersByTimeAsync(10);
  controller.abort(new Error('left'));
  await vi.runAllTimersAsync();
  await ended;
});

/** What is looked at of an element, with its events. */
function fakeElement() {
  const element = Object.assign(new EventTarget(), {
    error: null as { code: number } | null,
    currentSrc: 'http://host/media/1',
    paused: false,
  });
  const told: unknown[] = [];
  watchForLoss(
    element as unknown as HTMLMediaElement,
    {
      onProblem: (words) => told.push(words),
      onBack: (wasPlaying) => told.push(wasPlaying ? 'plays on' : 'stays'),
    },
    new AbortController().signal,
  );
  return { element, told, happen: (type: string) => element.dispatchEvent(new Event(type)) };
}

it('says after some seconds that the drive is slow, and takes it back when it goes on', async () => {
  const { told, happen } = fakeElement();
  happen('waiting');
  await vi.advanceTimersByTimeAsync(2_000);
  happen('playing');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([]);
  happen('seeking');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual([expect.stringMatching(/^Waiting for the recording: .* Your review is safe/)]);
  happen('seeked');
  expect(told.at(-1)).toBeUndefined();
});

it.each([
  ['went away while it played', 2, [silent, silent], [GONE, GONE, undefined, 'plays on']],
  ['was not there for a moment', 2, [], [undefined, 'plays on']],
  ['was not there from the start', 4, [silent], [GONE, undefined, 'plays on']],
  ['can be read and not played', 4, [], ['This recording cannot be played. Your review is safe.']],
])('a recording that %s', async (_how, code, replies, expected) => {
  answers = [...replies];
  const { element, told, happen } = fakeElement();
  happen('play');
  Object.assign(element, { error: { code }, paused: true });
  // The browser pauses it, and tells of that before or after.
  happen('pause');
  happen('error');
  await vi.runAllTimersAsync();
  expect(told).toEqual(expected);
});

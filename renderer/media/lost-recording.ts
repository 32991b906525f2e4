/** How often it is looked whether a recording can be read again. */
const ASK_EVERY_MS = 3_000;

/** A network that takes its time is no news before. */
const SLOW_AFTER_MS = 3_000;

const CANNOT_BE_PLAYED = 'This recording cannot be played. Your review is safe.';

const SLOW_TO_ANSWER =
  'Waiting for the recording: the drive that it lies on is slow to answer. Your review is safe, and you can go on with it.';

const OUT_OF_REACH = 'The recording cannot be reached now. Your review is safe.';

/**
 * Waits until a file of the program can be read.
 *
 * @param onWords - told why it cannot, in words for the user, whenever that was asked
 * @returns whether it had to wait
 * @throws the signal's reason
 */
export async function untilReadable(
  url: string,
  onWords: (words: string) => void,
  signal: AbortSignal,
  askEveryMs = ASK_EVERY_MS,
): Promise<boolean> {
  for (let hasWaited = false; ; hasWaited = true) {
    const words = await whyUnreadable(url, signal);
    signal.throwIfAborted();
    if (words === undefined) return hasWaited;
    onWords(words);
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    signal.throwIfAborted();
  }
}

/** In words for the user; `undefined` where its first byte can be read. */
async function whyUnreadable(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, { headers: { Range: 'bytes=0-0' }, signal, cache: 'no-store' });
    const text = await response.text();
    if (response.ok) return undefined;
    return response.status < 500 || response.status === 507 ? text.trim() : OUT_OF_REACH;
  } catch {
    return OUT_OF_REACH;
  }
}

export type LostRecordingEvents = {
  /** Why it cannot be played now, in words for the user; `undefined` once that is over. */
  onProblem(words: string | undefined): void;
  /** It can be read again, and is to be loaded anew. */
  onBack(wasPlaying: boolean): void;
};

/** Watches an element whose recording may lie on a drive that is slow, hangs or goes away, and says when it is back. */
export function watchForLoss(
  media: HTMLMediaElement,
  { onProblem, onBack }: LostRecordingEvents,
  signal: AbortSignal,
): void {
  let slow: ReturnType<typeof setTimeout> | undefined;
  let isSlow = false;
  let isAsking = false;
  let isPlaying = !media.paused;
  const stopWaiting = () => {
    clearTimeout(slow);
    slow = undefined;
    if (isSlow) onProblem(undefined);
    isSlow = false;
  };
  const startWaiting = () => {
    slow ??= setTimeout(() => {
      isSlow = true;
      onProblem(SLOW_TO_ANSWER);
    }, SLOW_AFTER_MS);
  };
  const ask = async () => {
    const { error, currentSrc } = media;
    // Without a source the element has nothing that could fail.
    if (isAsking || !error || currentSrc === '') return;
    // One that played and stopped in the middle had been there.
    const wasLoaded = error.code === MediaError.MEDIA_ERR_NETWORK;
    isAsking = true;
    try {
      const hasWaited = await untilReadable(currentSrc, onProblem, signal);
      // It can be read, and that was not why.
      if (!hasWaited && !wasLoaded) return onProblem(CANNOT_BE_PLAYED);
      onProblem(undefined);
      onBack(isPlaying);
    } catch {
      // The screen was left.
    } finally {
      isAsking = false;
    }
  };
  for (const type of ['waiting', 'seeking']) media.addEventListener(type, startWaiting, { signal });
  for (const type of ['playing', 'canplay', 'seeked', 'emptied', 'error'])
    media.addEventListener(type, stopWaiting, { signal });
  const keepState = () => {
    // What fails is paused by the browser, which is not what the user asked for.
    if (!media.error) isPlaying = !media.paused;
  };
  for (const type of ['play', 'pause']) media.addEventListener(type, keepState, { signal });
  media.addEventListener('error', () => void ask(), { signal });
  signal.addEventListener('abort', () => clearTimeout(slow), { once: true });
}

/*
 * What the page of a review notes of itself while it is measured. Each function runs in the page, so it stands for
 * itself; what they find is in `window.watched`, milliseconds all of it.
 */

type Watched = { delays: number[]; drawn: number[]; frames: number[]; tasks: number[] };
type Watching = { watched: Watched };

/** `delays`: from a key's own time to the first task after the frame that shows what it did. */
export function watchKeys(): void {
  const watching = window as unknown as Watching;
  watching.watched ??= { delays: [], drawn: [], frames: [], tasks: [] };
  const { port1, port2 } = new MessageChannel();
  const waiting: number[] = [];
  port1.onmessage = () => {
    for (const pressedAt of waiting.splice(0)) watching.watched.delays.push(performance.now() - pressedAt);
  };
  const note = (event: KeyboardEvent) => {
    waiting.push(event.timeStamp);
    requestAnimationFrame(() => port2.postMessage(undefined));
  };
  addEventListener('keydown', note, { capture: true });
}

/**
 * `drawn`: from letting a digit's key go, which is when it marks, to the first task after the frame in which the frame
 * around the chosen moment stands at another place of the timeline than before.
 */
export function watchCanvas(): void {
  const watching = window as unknown as Watching;
  watching.watched ??= { delays: [], drawn: [], frames: [], tasks: [] };
  const { port1, port2 } = new MessageChannel();
  let letGoAt: number | undefined;
  let lastPlace = '';
  port1.onmessage = ({ data }) => watching.watched.drawn.push(performance.now() - data);
  addEventListener(
    'keyup',
    ({ key, timeStamp }) => {
      if (/^[1-9]$/.test(key)) letGoAt = timeStamp;
    },
    { capture: true },
  );
  const { strokeRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.strokeRect = function (x, y, width, height) {
    strokeRect.call(this, x, y, width, height);
    // The outlines of all moments are thinner.
    if (this.lineWidth < 2) return;
    const place = `${x} ${y}`;
    if (place === lastPlace) return;
    lastPlace = place;
    if (letGoAt !== undefined) port2.postMessage(letGoAt);
    letGoAt = undefined;
  };
}

/** `frames`: the times from one frame to the next; `tasks`: those of the page over 50 ms. */
export function watchFrames(): void {
  const watching = window as unknown as Watching;
  watching.watched ??= { delays: [], drawn: [], frames: [], tasks: [] };
  let last = performance.now();
  requestAnimationFrame(function look(now) {
    watching.watched.frames.push(now - last);
    last = now;
    requestAnimationFrame(look);
  });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watching.watched.tasks.push(duration);
  }).observe({ type: 'longtask' });
}

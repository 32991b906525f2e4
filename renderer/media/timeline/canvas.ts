import { type RefObject, useEffect } from 'react';

/** Where the user's system decides about all colours; a canvas has to follow by itself. */
const FORCED_COLOURS = '(forced-colors: active)';

/**
 * Draws on a canvas in CSS pixels, sharp on every screen, once a frame at most and again when its size changes or the
 * system begins or ceases to decide about colours.
 */
export function useCanvas(
  canvasRef: RefObject<HTMLCanvasElement | null>,
  draw: (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => void,
): void {
  useEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    let frame = requestAnimationFrame(paint);
    const observer = new ResizeObserver(paintSoon);
    observer.observe(canvas);
    const forced = matchMedia(FORCED_COLOURS);
    forced.addEventListener('change', paintSoon);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      forced.removeEventListener('change', paintSoon);
    };

    function paintSoon(): void {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(paint);
    }

    function paint(): void {
      if (!canvas || !context) return;
      const { clientWidth, clientHeight } = canvas;
      const ratio = window.devicePixelRatio;
      resizeTo(canvas, Math.round(clientWidth * ratio), Math.round(clientHeight * ratio));
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, clientWidth, clientHeight);
      draw(context, clientWidth, clientHeight);
    }
  }, [canvasRef, draw]);
}

/** Setting a size, even the same one, gives a canvas new memory, which costs more than drawing a few moments. */
function resizeTo(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** What the system's colours stand in for; anything else is drawn as its text is. */
const SYSTEM_COLOURS: Readonly<Record<string, string>> = {
  '--hover': 'Canvas',
  '--raised': 'Canvas',
  '--mantine-color-body': 'Canvas',
  '--accent': 'Highlight',
};

/** The value of a CSS variable on an element, for canvases that must follow the colour scheme. */
export function cssVariable(element: Element, name: string): string {
  if (areColoursForced()) return SYSTEM_COLOURS[name] ?? 'CanvasText';
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** A colour of our own, or that of the system's text where it decides: form and place say the same. */
export function ownColour(colour: string): string {
  return areColoursForced() ? 'CanvasText' : colour;
}

let forcedColours: MediaQueryList | undefined;

/** Asked for every mark that is drawn, so the question is put to the browser once. */
function areColoursForced(): boolean {
  forcedColours ??= matchMedia(FORCED_COLOURS);
  return forcedColours.matches;
}

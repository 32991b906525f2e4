import { type RefObject, useEffect } from 'react';

/** Draws on a canvas in CSS pixels, sharp on every screen, once a frame at most and again when its size changes. */
export function useCanvas(
  canvasRef: RefObject<HTMLCanvasElement | null>,
  draw: (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => void,
): void {
  useEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    let frame = requestAnimationFrame(paint);
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(paint);
    });
    observer.observe(canvas);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };

    function paint(): void {
      if (!canvas || !context) return;
      const { clientWidth, clientHeight } = canvas;
      const ratio = window.devicePixelRatio;
      canvas.width = Math.round(clientWidth * ratio);
      canvas.height = Math.round(clientHeight * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, clientWidth, clientHeight);
      draw(context, clientWidth, clientHeight);
    }
  }, [canvasRef, draw]);
}

/** The value of a CSS variable on an element, for canvases that must follow the colour scheme. */
export function cssVariable(element: Element, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

import { useRef } from 'react';
import { useCanvas } from './canvas';

type OverlayCanvasProps = {
  /** The same function as long as it draws the same. */
  draw: (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => void;
  heightPx: number;
  /** Of those that lie on each other, the higher covers. */
  level: 1 | 2;
};

/** What the waveform draws on its own lies below; the timeline's area keeps these to itself. */
const LOWEST_Z_INDEX = 8;

/** Drawn over the lower part of ruler and waveform, and nothing to the pointer. */
export function OverlayCanvas({ draw, heightPx, level }: OverlayCanvasProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  useCanvas(canvasRef, draw);
  return (
    <canvas
      ref={canvasRef}
      aria-hidden
      style={{
        position: 'absolute',
        insetInline: 0,
        bottom: 0,
        width: '100%',
        height: heightPx,
        pointerEvents: 'none',
        zIndex: LOWEST_Z_INDEX + level,
      }}
    />
  );
}

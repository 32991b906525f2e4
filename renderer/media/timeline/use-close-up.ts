import { useEffect, useRef, useState } from 'react';
import { CloseUps, closeUpNeed, showsAll } from '../close-up';
import type { RecordingSource } from '../recording-source';
import type { Viewport } from './viewport';
import type { WavePicture } from './wave-picture';

/** A view that moves on within this time needs nothing decoded. */
const SETTLED_MS = 60;

/** The fine picture of what is in view, where the stored columns are too coarse for it. */
export function useCloseUp(source: RecordingSource, viewport: Viewport): WavePicture | undefined {
  const { durationMs } = source;
  const [picture, setPicture] = useState<WavePicture>();
  const closeUps = useRef<CloseUps>(undefined);

  useEffect(() => {
    const decoder = new CloseUps(source, setPicture);
    closeUps.current = decoder;
    return () => {
      decoder.close();
      setPicture(undefined);
    };
  }, [source]);

  const need = closeUpNeed(viewport, durationMs);
  const isShown = picture && need ? showsAll(picture, viewport, need, durationMs) : need === undefined;
  useEffect(() => {
    const wanted = closeUpNeed(viewport, durationMs);
    if (isShown || !wanted) return;
    const timer = setTimeout(() => closeUps.current?.ask(wanted), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isShown, viewport, durationMs]);

  return need && isShown ? picture : undefined;
}

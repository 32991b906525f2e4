import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { FfmpegState } from '#shared/model/ffmpeg';
import { notifyError } from './notify';
import { useFfmpeg } from './queries/library-queries';
import { paths } from './routes';

type ReadyFfmpeg = Extract<FfmpegState, { state: 'ready' }>;

type FfmpegCopy = {
  /** What a copy is made for, such as `a copy that plays`. */
  copy: string;
  /** What is said where the ffmpeg that is allowed could make it, or cannot. */
  readyWords: (ffmpeg: ReadyFfmpeg) => string;
  canMake?: (ffmpeg: ReadyFfmpeg) => boolean;
  /** What the button says. */
  make: string;
  onMake: () => Promise<unknown>;
  /** What did not happen, where it fails. */
  failure: string;
  size: string;
};

/**
 * What an ffmpeg could do about a recording that is not played here as it is: words, and a button that has it made or
 * leads to where it is allowed.
 */
export function useFfmpegOffer(offered: FfmpegCopy) {
  const { data: ffmpeg } = useFfmpeg();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const { copy, readyWords, canMake = () => true, make, onMake, failure, size } = offered;

  async function askForIt(): Promise<void> {
    setAsking(true);
    try {
      await onMake();
    } catch (error) {
      notifyError(failure, error);
    }
    setAsking(false);
  }

  if (!ffmpeg) return { words: '', button: undefined };
  if (ffmpeg.state !== 'ready') {
    return {
      words:
        ffmpeg.state === 'resting'
          ? `ffmpeg, which is on this computer, can make ${copy}: allow it in the settings.`
          : `ffmpeg, a free program, can make ${copy}: install it, then allow it in the settings.`,
      button: (
        <Button variant="default" size={size} onClick={() => navigate(paths.settings('ffmpeg'))}>
          Open the settings
        </Button>
      ),
    };
  }
  return {
    words: readyWords(ffmpeg),
    button: canMake(ffmpeg) && (
      <Button variant="default" size={size} loading={isAsking} onClick={askForIt}>
        {make}
      </Button>
    ),
  };
}

import type { Stretch } from '#shared/scoring/stretch';
import type { SoundShape } from './sound-shaper';

/** A stretch that was asked for; it stays after its end until something else is asked for. */
export type PlayerStretch = Stretch & {
  loops: boolean;
  hasEnded: boolean;
  /** Whether nothing of it is here. */
  isAbsent: boolean;
  /** Of what the stretch belongs to, for screens that show it in more than one place. */
  id: string | undefined;
  /** What a screen says of it beside its times. */
  caption: string | undefined;
};

/** What a screen shows of the player; a new object whenever something but the position changed. */
export type PlayerView = {
  isPlaying: boolean;
  /** Base speed, 0.5 to 2 in steps of 0.1. */
  speed: number;
  /** How J and L drive: 0 is normal, 2 and 4 faster forward, -1, -2 and -4 backward. */
  shuttle: number;
  volume: number;
  isMuted: boolean;
  /** How the sound is changed on its way to the ear. */
  sound: SoundShape;
  stretch: PlayerStretch | undefined;
  /** The stretch that was not shared and in which the playhead rests. */
  absent: Stretch | undefined;
  /** The stretch that was not shared and was passed over a moment ago. */
  skipped: Stretch | undefined;
  /** Why the recording cannot be played now, in words for the user. */
  problem: string | undefined;
};

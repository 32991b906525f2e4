import { useEffect } from 'react';
import type { Player } from '../../media/player';

/** Space plays and pauses, Escape stops; keys that belong to what is focused are left to it. */
export function usePlayerKeys(player: Player, canPlay: boolean): void {
  useEffect(() => {
    if (!canPlay) return;
    function handleKey(event: KeyboardEvent): void {
      if (event.isComposing || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const target = event.target instanceof Element ? event.target : undefined;
      if (target?.closest('[role="dialog"], textarea, select, [contenteditable="true"]')) return;
      if (event.key === 'Escape') {
        player.pause();
        player.leaveStretch();
      }
      if (event.key !== ' ' || target?.closest('button, a, label, input:not([type="range"])')) return;
      event.preventDefault();
      player.toggle();
    }
    addEventListener('keydown', handleKey);
    return () => removeEventListener('keydown', handleKey);
  }, [player, canPlay]);
}

import { useEffect, useRef } from 'react';
import type { Grade } from './player-state.ts';
import type { Player } from './use-player.ts';

/** Keys of a review: space turns the card over, 1 to 4 grade it, z takes the last grade back. */
export function useCardKeys(player: Player, active: boolean, typing: boolean): void {
  const latest = useRef(player);
  latest.current = player;
  useEffect(() => {
    if (!active) return;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target as HTMLElement;
      // Keys that are meant for a field, a dialog or a menu stay theirs.
      if (target.closest('input:not([type=radio]), textarea, select, dialog, [role=menu]') !== null) return;
      const { state, reveal, grade, undo } = latest.current;
      const acts: Record<string, (() => void) | undefined> = {
        ' ': state.revealed || typing || target.closest('button, a, summary') !== null ? undefined : reveal,
        'z': undo,
        'Z': undo,
      };
      for (const n of [1, 2, 3, 4]) acts[n] = state.revealed ? () => grade(n as Grade) : undefined;
      const act = acts[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [active, typing]);
}

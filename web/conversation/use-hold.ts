import { useEffect, useRef } from 'react';

/** Keeps the talk button down while the pointer or a key holds it; letting go anywhere lets go. */
export function useHold(onHold: ((held: boolean) => void) | undefined): {
  onPointerDown?(): void;
  onKeyDown?(event: { key: string; repeat: boolean; preventDefault(): void }): void;
} {
  const held = useRef(false);
  const tell = useRef(onHold);
  tell.current = onHold;
  const set = (next: boolean): void => {
    if (held.current === next) return;
    held.current = next;
    tell.current?.(next);
  };
  const on = onHold !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `set` reads what is current.
  useEffect(() => {
    if (!on) return;
    const release = (): void => set(false);
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === ' ' || event.key === 'Enter') release();
    };
    // Space holds from anywhere but a field, a button or a dialog.
    const onSpace = (event: KeyboardEvent): void => {
      const within =
        event.target instanceof Element && event.target.closest('input, textarea, button, a, select, dialog');
      if (event.key !== ' ' || within) return;
      event.preventDefault();
      set(true);
    };
    addEventListener('pointerup', release);
    addEventListener('pointercancel', release);
    addEventListener('blur', release);
    addEventListener('keyup', onKey);
    addEventListener('keydown', onSpace);
    return () => {
      removeEventListener('pointerup', release);
      removeEventListener('pointercancel', release);
      removeEventListener('blur', release);
      removeEventListener('keyup', onKey);
      removeEventListener('keydown', onSpace);
      release();
    };
  }, [on]);
  if (!on) return {};
  return {
    onPointerDown: () => set(true),
    onKeyDown(event) {
      if ((event.key !== ' ' && event.key !== 'Enter') || event.repeat) return;
      event.preventDefault();
      set(true);
    },
  };
}

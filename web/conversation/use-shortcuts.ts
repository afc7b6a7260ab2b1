import { useEffect } from 'react';

/** Buttons of the tutor, in their order on the page, with the command each sends and its key. */
export const tools = [
  { command: 'hint', key: 'h' },
  { command: 'repeat', key: 'r' },
  { command: 'slower', key: 's' },
  { command: 'translate', key: 't' },
  { command: 'skip', key: 'k' },
  { command: 'stop', key: 'f' },
] as const;

/** Calls `actions[key]` for a single key pressed outside of text fields; `Escape` works everywhere. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>, singleKeys: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      // An open dialog has its own keys, Escape among them.
      if (document.querySelector('dialog[open]') !== null) return;
      const writing = event.target instanceof Element && event.target.closest('input, textarea') !== null;
      if (event.key !== 'Escape' && (!singleKeys || writing)) return;
      const action = actions[event.key === 'Escape' ? 'Escape' : event.key.toLowerCase()];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions, singleKeys]);
}

import { useEffect, useState } from 'react';
import { remember, remembered } from './remember.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The theme that was chosen, `auto` following the system; choosing goes round. */
export function useTheme(): { theme: Theme; next(): void } {
  const [theme, setTheme] = useState<Theme>(() => themes.find((known) => known === remembered('theme')) ?? 'auto');
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  return {
    theme,
    next() {
      const chosen = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
      remember('theme', chosen);
      setTheme(chosen);
    },
  };
}

import type { CSSProperties } from 'react';
import type { Settings } from '../../wire/settings.ts';
import { ChoiceOf } from './choice-of.tsx';
import { SettingsGroup, useSetting } from './settings-group.tsx';
import { useSettingsWords } from './words.ts';

const themes = ['system', 'light', 'dark', 'dyslexia'] as const;

/** Of `styles.css`: there the themes stand on the root of the page, and here all of them are shown at once. */
const paints = {
  light: { paper: 'oklch(0.958 0.014 92)', ink: 'oklch(0.25 0.03 52)', accent: 'oklch(0.41 0.075 168)' },
  dark: { paper: 'oklch(0.205 0.014 62)', ink: 'oklch(0.93 0.018 88)', accent: 'oklch(0.8 0.085 165)' },
  dyslexia: { paper: 'oklch(0.962 0.032 95)', ink: 'oklch(0.24 0.035 265)', accent: 'oklch(0.4 0.1 245)' },
} as const;

/** Themes, to be seen before they are chosen, and movement. */
export function LookSettings({ settings }: { settings: Settings }) {
  const t = useSettingsWords();
  const change = useSetting();
  return (
    <SettingsGroup title={t('look.title')}>
      <fieldset>
        <legend className="mb-2 font-semibold">{t('theme')}</legend>
        <div className="grid grid-cols-2 gap-3">
          {themes.map((theme) => (
            <label
              key={theme}
              className="overflow-hidden rounded-card border-2 border-line transition-colors hover:border-edge has-checked:border-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="theme"
                className="sr-only"
                checked={settings.theme === theme}
                onChange={() => change({ theme })}
              />
              <ThemeSample theme={theme} text={t('theme.sample')} />
              <span className="flex items-center justify-between gap-2 bg-sheet px-4 py-2.5 font-semibold">
                {t(`theme.${theme}`)}
                {settings.theme === theme && <span className="size-3 shrink-0 rounded-full bg-accent" />}
              </span>
            </label>
          ))}
        </div>
        <p className="mt-2 text-sm text-soft">{t('theme.dyslexia.hint')}</p>
      </fieldset>
      <ChoiceOf
        label={t('motion')}
        value={settings.motion}
        values={['system', 'reduced', 'full']}
        say={(motion) => t(`motion.${motion}`)}
        onChange={(motion) => change({ motion })}
      />
    </SettingsGroup>
  );
}

function ThemeSample({ theme, text }: { theme: (typeof themes)[number]; text: string }) {
  const shown = theme === 'system' ? (['light', 'dark'] as const) : [theme];
  return (
    <span className="flex h-20" aria-hidden="true">
      {shown.map((one) => (
        <span key={one} className="flex flex-1 flex-col justify-center gap-2 overflow-hidden px-4" style={styleOf(one)}>
          <span className="truncate text-sm leading-tight sm:text-lg">{text}</span>
          <span className="h-2.5 w-12 rounded-full" style={{ background: paints[one].accent }} />
        </span>
      ))}
    </span>
  );
}

function styleOf(theme: keyof typeof paints): CSSProperties {
  const { paper, ink } = paints[theme];
  if (theme !== 'dyslexia') return { background: paper, color: ink, fontFamily: 'Palatino, Georgia, serif' };
  return {
    background: paper,
    color: ink,
    fontFamily: 'OpenDyslexic, Lexend, Verdana, sans-serif',
    letterSpacing: '0.03em',
    wordSpacing: '0.12em',
  };
}

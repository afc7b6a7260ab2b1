import { useId } from 'react';
import { IconButton } from '../design/button.tsx';
import { interfaceLanguages, ownName, useInterface } from '../i18n/interface-language.tsx';
import { themes, useAppearance } from '../settings/appearance.ts';
import { useChangeSettings } from '../settings/use-settings.ts';
import { useAppWords } from './words.ts';

/** Language and theme, in reach on every page. */
export function PageTools() {
  const t = useAppWords();
  const { language } = useInterface();
  const { theme } = useAppearance();
  const change = useChangeSettings();
  // The tools may be on a page twice, one of them hidden.
  const name = useId();
  const label = `${t('theme.label')}: ${t(`theme.${theme}`)}`;
  return (
    <div className="flex items-center gap-2">
      <fieldset className="flex rounded-full border border-line bg-sheet p-0.5 text-sm">
        <legend className="sr-only">{t('language')}</legend>
        {interfaceLanguages.map((code) => (
          <label
            key={code}
            lang={code}
            className="grid min-h-9 min-w-9 place-items-center rounded-full px-2 uppercase has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={language === code}
              onChange={() => change({ language: code })}
              aria-label={ownName(code)}
            />
            <span aria-hidden="true">{code}</span>
          </label>
        ))}
      </fieldset>
      <IconButton
        icon={theme}
        label={label}
        look="bordered"
        className="size-10"
        onClick={() => change({ theme: themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system' })}
      />
    </div>
  );
}

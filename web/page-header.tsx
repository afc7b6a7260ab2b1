import type { ReactNode } from 'react';
import { interfaceLanguages, ownName, useInterface } from './i18n/interface-language.tsx';
import { Icon } from './icons.tsx';
import { useTheme } from './theme.ts';

/** The awning, the name of the house, and what is set for the whole page. */
export function PageHeader({ children }: { children?: ReactNode }) {
  const { strings, language, choose } = useInterface();
  const { theme, next } = useTheme();
  return (
    <header>
      <div className="awning" aria-hidden="true" />
      <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 pt-3 pb-2 sm:px-6">
        <p className="mr-auto font-serif text-2xl italic tracking-tight">Parlando</p>
        {children}
        <fieldset className="flex rounded-full border border-line bg-sheet p-0.5 text-sm">
          <legend className="sr-only">{strings.language}</legend>
          {interfaceLanguages.map((code) => (
            <label
              key={code}
              lang={code}
              className="grid min-h-9 min-w-9 place-items-center rounded-full px-2 uppercase has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="language"
                className="sr-only"
                checked={language === code}
                onChange={() => choose(code)}
                aria-label={ownName(code)}
              />
              <span aria-hidden="true">{code}</span>
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          onClick={next}
          className="grid size-10 place-items-center rounded-full border border-line bg-sheet"
          aria-label={`${strings.theme.label}: ${strings.theme[theme]}`}
          title={`${strings.theme.label}: ${strings.theme[theme]}`}
        >
          <Icon name={theme} />
        </button>
      </div>
    </header>
  );
}

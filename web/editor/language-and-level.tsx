import { Select } from '../design/field.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { useEditorWords } from './words.ts';

export type Taught = 'pl' | 'en';

/** What a new lesson teaches, and to whom. */
export function LanguageAndLevel<Level extends string>({
  language,
  onLanguage,
  levels,
  level,
  onLevel,
}: {
  language: Taught;
  onLanguage(next: Taught): void;
  levels: readonly Level[];
  level: NoInfer<Level>;
  onLevel(next: NoInfer<Level>): void;
}) {
  const t = useEditorWords();
  const { nameOf } = useInterface();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label={t('new.language')}
        value={language}
        onChange={onLanguage}
        options={(['pl', 'en'] as const).map((value) => ({ value, label: nameOf(value) }))}
      />
      <Select
        label={t('new.level')}
        value={level}
        onChange={onLevel}
        options={levels.map((value) => ({ value, label: value }))}
      />
    </div>
  );
}

import { useApi } from '../api/use-api.ts';
import { Loaded } from '../design/loaded.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDate } from '../i18n/say-times.ts';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** An advisory range of levels, with what it rests on. */
export function LevelCard() {
  const t = useProgressWords();
  const { language, nameOf } = useInterface();
  const level = useApi('GET /v1/progress/level', {});
  return (
    <Panel title={t('level.title')}>
      <Loaded query={level} rows={1}>
        {({ from, to, evidence, language: learned }) => (
          <>
            {from === null || to === null ? (
              <p>{t('level.none')}</p>
            ) : (
              <p className="font-serif text-heading">
                {from === to ? t('level.one', { from }) : t('level.range', { from, to })}
                <span className="ml-3 font-sans text-base text-soft">{nameOf(learned)}</span>
              </p>
            )}
            {evidence.length > 0 && (
              <>
                <h3 className="mt-4 font-semibold">{t('level.evidence')}</h3>
                <ul className="mt-1 flex flex-col gap-1">
                  {evidence.map((one) => (
                    <li key={`${one.kind} ${one.level} ${one.at}`} className="flex flex-wrap justify-between gap-x-4">
                      <span>{t(`level.${one.kind}`, { level: one.level, right: one.right, total: one.total })}</span>
                      <span className="text-sm text-soft">{sayDate(one.at, language)}</span>
                    </li>
                  ))}
                </ul>
              </>
            )}
            <p className="mt-4 text-sm text-soft">{t('level.advice')}</p>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

import { usePages } from '../api/use-pages.ts';
import { Button } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Paged } from '../design/paged.tsx';
import { Badge } from '../design/status.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayTime } from '../i18n/say-times.ts';
import { useDispute } from './use-dispute.ts';
import { useWordListWords } from './words.ts';

/** Every time that one error was corrected, each open to dispute. */
export function ErrorExamples({ rule, lang }: { rule: string; lang: string | undefined }) {
  const t = useWordListWords();
  const { language } = useInterface();
  const list = usePages('GET /v1/corrections', { rule, limit: 10 });
  const { busy, dispute, takeBack } = useDispute();
  return (
    <div className="mt-4 border-t border-line pt-3">
      <p className="mb-2 text-sm text-soft">{t('dispute.hint')}</p>
      <Paged list={list} rows={1} empty={null}>
        {(corrections) => (
          <ul aria-label={t('errors.examples')} className="divide-y divide-line">
            {corrections.map(({ id, at, said, better, disputed }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                <p className="min-w-56 flex-1">
                  <Foreign lang={lang} className="text-soft line-through decoration-rust">
                    {said}
                  </Foreign>{' '}
                  <span aria-hidden="true">→</span>{' '}
                  <Foreign lang={lang} className="font-serif text-lg">
                    {better}
                  </Foreign>
                  <span className="block text-sm text-soft">{sayTime(at, language)}</span>
                </p>
                {disputed && <Badge tone="slate">{t('disputed')}</Badge>}
                <Button size="small" look="quiet" busy={busy} onClick={() => (disputed ? takeBack(id) : dispute(id))}>
                  {disputed ? t('dispute.back') : t('dispute')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </div>
  );
}

import { useId } from 'react';
import { Card } from '../design/card.tsx';
import { DownloadButton } from '../design/download-button.tsx';
import { useReviewWords } from './words.ts';

/** All cards as a file: nobody is kept here by what they cannot take along. */
export function ExportCards() {
  const t = useReviewWords();
  const heading = useId();
  const kinds = [
    { name: t('export.anki'), hint: t('export.ankiHint'), url: '/v1/review/export.apkg', file: 'parlando.apkg' },
    { name: t('export.csv'), hint: t('export.csvHint'), url: '/v1/review/export.csv', file: 'parlando.csv' },
  ];
  return (
    <Card as="section" labelledBy={heading}>
      <h2 id={heading} className="font-serif text-heading">
        {t('export.title')}
      </h2>
      <ul className="mt-3 divide-y divide-line">
        {kinds.map(({ name, hint, url, file }) => (
          <li key={url} className="flex flex-col items-start gap-3 py-4">
            <div>
              <h3 className="font-semibold">{name}</h3>
              <p className="text-sm text-soft">{hint}</p>
            </div>
            <DownloadButton url={url} name={file} label={`${t('export.download')}: ${name}`}>
              {t('export.download')}
            </DownloadButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

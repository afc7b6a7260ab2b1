import { useState } from 'react';
import { usePages } from '../api/use-pages.ts';
import { TextField } from '../design/field.tsx';
import { Paged } from '../design/paged.tsx';
import { EmptyState } from '../design/status.tsx';
import { useSettled } from '../design/use-settled.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayTime } from '../i18n/say-times.ts';
import { usePeopleWords } from './words.ts';

const columns = ['when', 'what', 'who', 'whom', 'detail'] as const;
const kinds = ['person', 'api-key', 'operator', 'system', 'nobody'] as const;

/** Who did what, newest first. */
export function AuditLog() {
  const t = usePeopleWords();
  const { language } = useInterface();
  const [action, setAction] = useState('');
  const settled = useSettled(action.trim());
  const list = usePages('GET /v1/audit', { action: settled, limit: 50 });
  const kindOf = (kind: string): string => {
    const known = kinds.find((one) => one === kind);
    return known === undefined ? kind : t(`actor.${known}`);
  };
  return (
    <>
      <div className="mb-5 max-w-sm">
        <TextField
          label={t('audit.action')}
          hint={t('audit.hint')}
          placeholder="login.failed"
          maxLength={60}
          value={action}
          onChange={(event) => setAction(event.target.value)}
        />
      </div>
      <Paged list={list} empty={<EmptyState title={t('audit.empty')} />}>
        {(entries) => (
          <section
            className="overflow-x-auto rounded-card border border-line bg-sheet"
            aria-label={t('audit.caption')}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
            tabIndex={0}
          >
            <table className="w-full min-w-2xl text-left text-sm">
              <thead className="bg-sunk">
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col" className="px-4 py-2.5 font-semibold">
                      {t(`audit.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {entries.map((entry) => (
                  <tr key={entry.id}>
                    <td className="px-4 py-2 whitespace-nowrap">{sayTime(entry.at, language)}</td>
                    <td className="px-4 py-2 font-mono">{entry.action}</td>
                    <td className="px-4 py-2">
                      {kindOf(entry.actor_kind)}{' '}
                      <span className="font-mono text-soft">{entry.actor_id?.slice(0, 10)}</span>
                    </td>
                    <td className="px-4 py-2 font-mono text-soft">{entry.target_id?.slice(0, 14)}</td>
                    <td className="px-4 py-2 font-mono text-soft wrap-anywhere">
                      {Object.entries(entry.detail)
                        .map(([name, value]) => `${name}=${String(value)}`)
                        .join(' ')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Paged>
    </>
  );
}

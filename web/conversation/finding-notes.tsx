import { NotAnError } from './not-an-error.tsx';
import type { Correction } from './talk-state.ts';
import { useTalkWords } from './words.ts';

interface FindingNotesProps {
  text: string;
  findings: readonly Correction[];
  language: string | undefined;
}

/** What the check beside the talk found; it may come long after the answer. */
export function FindingNotes({ text, findings, language }: FindingNotesProps) {
  const t = useTalkWords();
  return (
    <div className="arrive mt-2 w-full max-w-md rounded-xl border border-dashed border-edge px-4 py-3 text-sm">
      <p className="label mb-1">{t('feedback.check')}</p>
      <ul className="flex flex-col gap-1.5">
        {findings.map((finding) => (
          <li key={`${finding.rule}-${finding.start}`}>
            <span lang={language}>
              <span className="underline decoration-rust decoration-wavy">
                {text.slice(finding.start, finding.end)}
              </span>
              {finding.suggestions.length > 0 && <span> → {finding.suggestions.slice(0, 3).join(' / ')}</span>}
            </span>
            {finding.message !== '' && <span className="block text-soft">{finding.message}</span>}
            {finding.id !== undefined && <NotAnError correction={finding.id} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

import { type Ref, useId } from 'react';
import { Icon } from '../design/icons.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { useTalkWords } from './words.ts';

interface ComposerProps {
  draft: string;
  onDraft(text: string): void;
  /** False when it could not be sent; then it stays in the field. */
  onSend(text: string): boolean;
  language: string | undefined;
  disabled: boolean;
  inputRef: Ref<HTMLInputElement>;
}

/** Typing is always as good as talking. */
export function Composer({ draft, onDraft, onSend, language, disabled, inputRef }: ComposerProps) {
  const t = useTalkWords();
  const { nameOf } = useInterface();
  const field = useId();
  const label = t('talk.inputLabel', { language: language === undefined ? '…' : nameOf(language) });
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const text = draft.trim();
        if (text !== '' && onSend(text)) onDraft('');
      }}
    >
      <label htmlFor={field} className="sr-only">
        {label}
      </label>
      <input
        id={field}
        ref={inputRef}
        lang={language}
        className="min-h-12 min-w-0 flex-1 rounded-full border border-edge bg-sheet px-5 placeholder:text-soft"
        placeholder={label}
        autoComplete="off"
        autoCapitalize="sentences"
        spellCheck={false}
        enterKeyHint="send"
        maxLength={400}
        value={draft}
        onChange={(event) => onDraft(event.target.value)}
      />
      <button
        type="submit"
        className="primary grid min-h-12 place-items-center"
        disabled={disabled || draft.trim() === ''}
        aria-label={t('talk.send')}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}

import { useEffect, useRef, useState } from 'react';
import type { ReviewCard } from '../../wire/api/review.ts';
import { Button } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { useLoadingWords } from '../design/loading-words.ts';
import { Badge } from '../design/status.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { SayButton, useVoice } from '../sound/say-button.tsx';
import { facesOf } from './card-faces.ts';
import { TypedResult } from './typed-result.tsx';
import type { Player } from './use-player.ts';
import { useReviewWords } from './words.ts';

/** The card: its question, and once it is turned over its answer. */
export function CardOnTable({ card, player, typing }: { card: ReviewCard; player: Player; typing: boolean }) {
  const t = useReviewWords();
  const { nameOf } = useInterface();
  const { question, answer } = facesOf(card);
  const { revealed, typed } = player.state;
  const { item, kind } = card;
  return (
    <article className="arrive mt-5 flex min-h-64 flex-col items-center justify-center gap-4 rounded-3xl border border-line bg-sheet px-4 py-6 sm:min-h-72 sm:gap-5 sm:py-8 text-center shadow-card sm:px-10">
      <div className="flex flex-wrap items-center justify-center gap-2 text-soft">
        <h2 className="text-base">
          {t(`player.${kind}`, kind === 'production' ? { language: nameOf(item.language) } : undefined)}
        </h2>
        {card.state === 'new' && <Badge tone="slate">{t('player.new')}</Badge>}
      </div>
      {kind === 'hearing' ? (
        <HearingPrompt card={card} />
      ) : (
        <Words text={question.text} language={question.language} voice={kind === 'recognition'} />
      )}
      {revealed ? (
        <div className="flex w-full flex-col items-center gap-4 border-t border-dotted border-edge pt-5">
          {typed !== undefined && <TypedResult typed={typed} answer={answer} />}
          <Words text={answer.text} language={answer.language} voice={kind !== 'recognition'} />
          {kind === 'hearing' && item.translation !== '' && (
            <Foreign lang={item.translation_language} className="text-lead text-soft">
              {item.translation}
            </Foreign>
          )}
          {item.note !== '' && (
            <p className="max-w-prose text-soft">
              <span className="sr-only">{t('player.note')}: </span>
              {item.note}
            </p>
          )}
        </div>
      ) : typing ? (
        <TypeAnswer
          label={t('player.typeLabel', { language: nameOf(answer.language) })}
          player={player}
          lang={answer.language}
        />
      ) : (
        <Button look="primary" size="large" onClick={player.reveal} aria-keyshortcuts="Space">
          {t('player.reveal')}
          <kbd className="hidden rounded-md border border-current px-1.5 text-xs opacity-75 lg:inline">
            {t('player.revealKey')}
          </kbd>
        </Button>
      )}
    </article>
  );
}

function Words({ text, language, voice }: { text: string; language: string; voice: boolean }) {
  return (
    <div className="flex max-w-full items-center justify-center gap-2">
      <Foreign lang={language} as="p" className="min-w-0 font-serif text-title text-balance wrap-anywhere">
        {text}
      </Foreign>
      {voice && text !== '' && <SayButton text={text} language={language} />}
    </div>
  );
}

/** A card that is only heard: it sounds when it comes, and as often as is wanted. */
function HearingPrompt({ card: { item } }: { card: ReviewCard }) {
  const t = useReviewWords();
  const common = useLoadingWords();
  const { state, say } = useVoice();
  const speak = useRef(say);
  speak.current = say;
  const { text, language } = item;
  useEffect(() => {
    speak.current({ text, language });
    const press = (event: KeyboardEvent): void => {
      const field = (event.target as HTMLElement).closest('input, textarea, select, dialog') !== null;
      if (event.key.toLowerCase() === 'r' && !field && !event.ctrlKey && !event.metaKey && !event.altKey)
        speak.current({ text, language });
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [text, language]);
  return (
    <div className="flex flex-col items-center gap-3">
      <div className="flex flex-wrap justify-center gap-3">
        <Button icon="sound" onClick={() => say({ text, language })} aria-keyshortcuts="R">
          {t('player.play')}
        </Button>
        <Button icon="slower" look="quiet" onClick={() => say({ text, language, speed: 0.65 })}>
          {t('player.slow')}
        </Button>
      </div>
      {state === 'failed' && (
        <p role="alert" className="text-sm text-rust">
          {common('noSound')}
        </p>
      )}
    </div>
  );
}

function TypeAnswer({ label, player, lang }: { label: string; player: Player; lang: string }) {
  const t = useReviewWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <form
      className="flex w-full max-w-lg flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void player.check(text);
      }}
    >
      <input
        ref={field}
        lang={lang}
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={1_000}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        className="min-h-14 w-full rounded-field border border-edge bg-paper px-4 text-center font-serif text-xl"
      />
      <div className="flex flex-wrap justify-center gap-3">
        <Button type="submit" look="primary" busy={player.checking} disabled={text.trim() === ''}>
          {t('player.check')}
        </Button>
        <Button look="quiet" onClick={player.reveal}>
          {t('player.giveUp')}
        </Button>
      </div>
    </form>
  );
}

import { Icon } from '../design/icons.tsx';
import type { Pair } from '../settings/use-pair.ts';
import { useStartWords } from './words.ts';

const pairs = [
  { learning: 'pl', from: 'en', hello: 'Dzień dobry!', word: 'pair.pl' },
  { learning: 'en', from: 'pl', hello: 'Good morning!', word: 'pair.en' },
] as const;

/** Which language is learnt: a press is the answer, and goes on. */
export function PairStep({ pair, onChoose }: { pair: Pair; onChoose(pair: Pair): void }) {
  const t = useStartWords();
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {pairs.map(({ learning, from, hello, word }) => (
        <li key={learning}>
          <button
            type="button"
            className={`group flex h-full w-full flex-col items-start rounded-card border bg-sheet p-6 text-left shadow-card transition-colors hover:border-accent hover:bg-wash ${pair.learning === learning ? 'border-accent' : 'border-line'}`}
            onClick={() => onChoose({ learning, from })}
          >
            <span lang={learning} className="font-serif text-title italic">
              {hello}
            </span>
            <span className="mt-3 flex w-full items-center justify-between gap-3">
              {t(word)}
              <Icon name="forward" className="size-5 text-accent" />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

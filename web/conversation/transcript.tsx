import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { AnswerCard } from './answer-card.tsx';
import { HintCard } from './hint-card.tsx';
import { LearnerBubble } from './learner-bubble.tsx';
import { QuizCard } from './quiz-card.tsx';
import type { Talk } from './talk.ts';
import type { TalkState } from './talk-state.ts';
import { TutorBubble } from './tutor-bubble.tsx';
import { useTalkWords } from './words.ts';

interface TranscriptProps {
  talk: Talk;
  state: TalkState;
  onChoose(answer: string): void;
  busy: boolean;
  children?: ReactNode;
}

/** What was said, both sides; it stays at its end unless the reader went up. */
export function Transcript({ talk, state, onChoose, busy, children }: TranscriptProps) {
  const t = useTalkWords();
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const now = state.lines.findLast(({ kind }) => kind === 'tutor')?.id;

  useLayoutEffect(() => {
    const box = scroller.current;
    const inside = content.current;
    if (box === null || inside === null) return;
    let follows = true;
    let top = box.scrollTop;
    // Lines come while the one before is still being scrolled to: only the reader's own way up is no way to the end.
    const scrolled = (): void => {
      if (box.scrollTop < top) follows = false;
      if (box.scrollTop + box.clientHeight >= box.scrollHeight - 80) follows = true;
      top = box.scrollTop;
    };
    const watch = new ResizeObserver(() => {
      if (follows) box.scrollTo({ top: box.scrollHeight, behavior: 'smooth' });
    });
    box.addEventListener('scroll', scrolled, { passive: true });
    watch.observe(inside);
    watch.observe(box);
    return () => {
      box.removeEventListener('scroll', scrolled);
      watch.disconnect();
    };
  }, []);

  return (
    <section
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={t('talk.transcript')}
      className="fading min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-5 sm:px-8"
    >
      <div
        ref={content}
        className={`flex min-h-full flex-col gap-6 ${state.lines.length > 1 ? 'justify-end' : 'justify-center'}`}
      >
        <ol className="flex flex-col gap-6">
          {state.lines.map((line) => (
            <li key={line.id} className="arrive flex flex-col">
              {line.kind === 'tutor' && <TutorBubble talk={talk} line={line} current={line.id === now} />}
              {line.kind === 'learner' && (
                <LearnerBubble line={line} language={state.scene?.language} from={state.scene?.from} />
              )}
              {line.kind === 'answer' && <AnswerCard answer={line.answer} />}
              {line.kind === 'quiz' && <QuizCard talk={talk} offer={line.offer} />}
              {line.kind === 'hint' && (
                <HintCard hint={line.hint} language={state.scene?.language} onChoose={onChoose} disabled={busy} />
              )}
            </li>
          ))}
        </ol>
        {children}
      </div>
    </section>
  );
}

import type { z } from 'zod';
import type { v2Evaluate } from '../../../../wire/api/legacy.ts';
import type { LessonDetail } from '../../../../wire/api/lessons.ts';
import { scoreTyped, type TypedScore } from '../../lessons/index.ts';

type Evaluated = z.output<(typeof v2Evaluate)['schema']['response'][200]>;

const PASSED = 0.75;
const EASY = 0.85;
const MEDIUM = 0.6;

const kinds: Readonly<Record<NonNullable<TypedScore['errorType']>, Evaluated['error_type']>> = {
  pronunciation: 'pronunciation',
  word_choice: 'word_choice',
  missing_word: 'missing_word',
  extra_word: 'word_choice',
  order: 'order',
  spelling: 'pronunciation',
  diacritics: 'pronunciation',
  case: null,
};

/** How near a text is to the nearest right answer of a dialogue. */
export function evaluated(text: string, dialogue: LessonDetail['dialogues'][number], language: string): Evaluated {
  const scores = dialogue.answers
    .flatMap(({ text: best, alternatives }) => [best, ...alternatives])
    .map((expected) => ({ expected, ...scoreTyped(text, expected, language) }))
    .sort((a, b) => b.score - a.score);
  const best = scores[0] ?? { expected: '', score: 0, focus: null, errorType: null };
  const score = Math.min(1, Math.max(0, best.score));
  const passed = score >= PASSED;
  return {
    score,
    feedback: passed ? best.expected : '',
    hint: passed ? '' : (dialogue.hints[0] ?? ''),
    passed,
    next_action: passed ? 'advance' : 'retry',
    difficulty: score >= EASY ? 'easy' : score >= MEDIUM ? 'medium' : 'hard',
    error_type: best.errorType === null ? null : kinds[best.errorType],
    recommendation: recommendationFor(score, best.focus),
    focus_word: best.focus,
  };
}

function recommendationFor(score: number, focus: string | null): Evaluated['recommendation'] {
  if (score >= EASY) return 'proceed';
  if (score >= PASSED) return 'slow_down';
  if (score < 0.3) return 'full_retry';
  return focus === null ? 'repeat_core' : 'repeat_focus_word';
}

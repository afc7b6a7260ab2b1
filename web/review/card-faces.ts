import type { ReviewCard } from '../../wire/api/review.ts';

export interface Face {
  text: string;
  language: string;
}

/** What of a card is shown first, and what is asked for. A hearing card shows nothing: it is heard. */
export function facesOf({ kind, item }: Pick<ReviewCard, 'kind' | 'item'>): { question: Face; answer: Face } {
  const learned: Face = { text: item.text, language: item.language };
  const meaning: Face = { text: item.translation, language: item.translation_language };
  if (kind === 'production') return { question: meaning, answer: learned };
  if (kind === 'hearing') return { question: { text: '', language: item.language }, answer: learned };
  return { question: learned, answer: meaning };
}

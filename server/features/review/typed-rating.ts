import { scoreTyped, type TypedScore } from '../lessons/index.ts';
import type { CardWithItem } from './card-view.ts';

export interface TypedRating extends TypedScore {
  /** Never easy: that is the learner's to say. */
  rating: 1 | 2 | 3;
  answer: string;
  language: string;
}

/** What a card asks for: its meaning, or the words themselves. */
export const wantedOf = ({ card, item }: Pick<CardWithItem, 'card' | 'item'>): { answer: string; language: string } =>
  card.kind === 'recognition'
    ? { answer: item.translation, language: item.translation_language }
    : { answer: item.text, language: item.language };

/** A typed answer: good when it is right, hard when it is right but for a slip or with a hint, again otherwise. */
export function rateTyped(one: Pick<CardWithItem, 'card' | 'item'>, typed: string, hint: boolean): TypedRating {
  const { answer, language } = wantedOf(one);
  const forms = one.card.kind === 'recognition' ? meaningsOf(answer) : [answer];
  const best = forms
    .map((form) => scoreTyped(typed, form, language))
    .reduce((top, next) => (next.score > top.score ? next : top));
  const rating = best.band === 'exact' ? (hint ? 2 : 3) : best.band === 'high' ? 2 : 1;
  return { ...best, score: Math.min(1, Math.max(0, best.score)), rating, answer, language };
}

/** A meaning as people note it: `car / automobile; vehicle (rare)` is known by any of them. */
export function meaningsOf(meaning: string): [string, ...string[]] {
  const bare = meaning.replace(/\([^)]*\)/g, ' ');
  const parts = [meaning, bare, ...bare.split(/[/;]/)].map((part) => part.replace(/\s+/g, ' ').trim());
  return [meaning, ...new Set(parts.filter((part) => part !== '' && part !== meaning))];
}

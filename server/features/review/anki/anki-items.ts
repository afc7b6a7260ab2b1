import type { ImportedItem } from '../import-items.ts';
import { usualKinds } from '../items.ts';
import { type Memory, newMemory } from '../memory.ts';
import { memoryFromSm2 } from '../sm2-memory.ts';
import type { CardRow, ItemRow } from '../tables.ts';
import type { AnkiCard, AnkiNote } from './anki-notes.ts';

export function itemOfNote(
  note: AnkiNote,
  defaults: { language: string; translationLanguage: string; scheduling: boolean },
): ImportedItem {
  const cards = note.cards.map((card) => {
    const memory = defaults.scheduling ? memoryOf(card) : undefined;
    return {
      kind: card.kind,
      suspended: defaults.scheduling && card.suspended,
      reviews: defaults.scheduling ? card.reviews : [],
      ...(memory ? { memory } : {}),
    };
  });
  // What has a meaning may be asked the other way round too.
  const more = usualKinds(note.translation).filter((kind) => !cards.some((card) => card.kind === kind));
  return {
    text: note.text,
    translation: note.translation,
    note: note.note,
    tags: note.tags,
    language: note.language || defaults.language,
    translationLanguage: note.translationLanguage || defaults.translationLanguage,
    cards: note.language === '' ? [...cards, ...more.map((kind) => ({ kind, suspended: false, reviews: [] }))] : cards,
  };
}

function memoryOf(card: AnkiCard): Memory | undefined {
  const { state, dueMs, intervalDays, ease, reps, lapses, stability, difficulty, reviews } = card;
  if (state === 0) return undefined;
  const [first, last] = [reviews[0], reviews.at(-1)];
  const sm2 = memoryFromSm2({
    ease,
    intervalDays,
    due: new Date(dueMs),
    reps,
    lapses,
    lastReview: last && new Date(last.atMs),
    firstReview: first && new Date(first.atMs),
  });
  if (stability === null || difficulty === null) return sm2;
  return { ...newMemory(new Date(dueMs)), ...sm2, state, stability, difficulty };
}

export function noteOfItem(
  item: ItemRow,
  cards: readonly CardRow[],
  reviewsOf: (card: string) => AnkiCard['reviews'],
): AnkiNote {
  return {
    text: item.text,
    translation: item.translation,
    note: item.note,
    language: item.language,
    translationLanguage: item.translation_language,
    tags: item.tags as string[],
    cards: cards.map((card) => ({
      kind: card.kind,
      state: card.state,
      dueMs: card.due.getTime(),
      intervalDays: card.scheduled_days,
      ease: 2.5,
      reps: card.reps,
      lapses: card.lapses,
      suspended: card.suspended || card.leech,
      stability: card.state === 0 ? null : card.stability,
      difficulty: card.state === 0 ? null : card.difficulty,
      reviews: reviewsOf(card.id),
    })),
  };
}

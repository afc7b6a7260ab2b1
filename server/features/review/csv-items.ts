import { z } from 'zod';
import { cardKinds, cardStates } from '../../../wire/api/review.ts';
import { countInto, type Imported, type ImportedItem } from './import-items.ts';
import { usualKinds } from './items.ts';
import type { Memory } from './memory.ts';
import type { CardRow, ItemRow } from './tables.ts';

export const columns = [
  'text',
  'translation',
  'note',
  'tags',
  'language',
  'translation_language',
  'card',
  'state',
  'due',
  'interval_days',
  'stability',
  'difficulty',
  'reps',
  'lapses',
  'last_review',
  'first_review',
  'suspended',
] as const;
type Column = (typeof columns)[number];

export function rowOf(card: CardRow, item: ItemRow): string[] {
  const known = card.state > 0;
  const cells: Record<Column, string> = {
    text: item.text,
    translation: item.translation,
    note: item.note,
    tags: (item.tags as string[]).map((tag) => tag.replaceAll(' ', '_')).join(' '),
    language: item.language,
    translation_language: item.translation_language,
    card: card.kind,
    state: cardStates[card.state] ?? 'new',
    due: known ? card.due.toISOString() : '',
    interval_days: known ? String(card.scheduled_days) : '',
    stability: known ? String(card.stability) : '',
    difficulty: known ? String(card.difficulty) : '',
    reps: known ? String(card.reps) : '',
    lapses: known ? String(card.lapses) : '',
    last_review: card.last_review?.toISOString() ?? '',
    first_review: card.first_review?.toISOString() ?? '',
    suspended: String(card.suspended),
  };
  return columns.map((column) => cells[column]);
}

const time = z.iso.datetime().transform((text) => new Date(text));
const number = (low: number, high: number) => z.coerce.number().min(low).max(high);

/** The scheduling of a card past its first answer. */
const scheduling = z.object({
  state: z.enum(cardStates),
  due: time,
  interval_days: number(0, 36_500),
  stability: number(0.001, 36_500),
  difficulty: number(1, 10),
  reps: number(0, 1e6),
  lapses: number(0, 1e6),
  last_review: time,
  first_review: z.union([time, z.literal('').transform(() => null)]),
});

/** Items of a table; its first line may name the columns, and without names they are text, translation, note, tags. */
export function itemsOfTable(
  rows: readonly (readonly string[])[],
  defaults: { language: string; translationLanguage: string },
): { items: ImportedItem[]; skipped: Imported['skipped'] } {
  const skipped: Imported['skipped'] = {};
  const [first = []] = rows;
  const names = first.map((cell) => cell.toLowerCase().replaceAll(' ', '_'));
  const headed = names.includes('text');
  const order: readonly string[] = headed ? names : columns.slice(0, 4);
  const items = new Map<string, ImportedItem>();
  for (const row of headed ? rows.slice(1) : rows) {
    const cell = (name: Column): string => row[order.indexOf(name)] ?? '';
    const language = cell('language').toLowerCase() || defaults.language;
    const text = cell('text');
    if (text === '') {
      countInto(skipped, 'lines without a text');
      continue;
    }
    const key = `${language}\n${text}`;
    const known = items.get(key);
    const item: ImportedItem = known ?? {
      text,
      translation: cell('translation'),
      note: cell('note'),
      tags: cell('tags')
        .split(/\s+/)
        .filter((tag) => tag !== ''),
      language,
      translationLanguage: cell('translation_language').toLowerCase() || defaults.translationLanguage,
      cards: [],
    };
    items.set(key, item);
    const kind = cardKinds.find((one) => one === cell('card'));
    if (kind) {
      const memory = memoryOf(Object.fromEntries(columns.map((column) => [column, cell(column)])));
      const suspended = cell('suspended') === 'true';
      item.cards.push({ kind, suspended, reviews: [], ...(memory ? { memory } : {}) });
    } else if (item.cards.length === 0) {
      item.cards.push(...usualKinds(item.translation).map((one) => ({ kind: one, suspended: false, reviews: [] })));
    }
  }
  return { items: [...items.values()], skipped };
}

function memoryOf(cells: Record<string, string>): Memory | undefined {
  const parsed = scheduling.safeParse(cells);
  if (!parsed.success || parsed.data.state === 'new') return undefined;
  const { state, due, interval_days, stability, difficulty, reps, lapses, last_review, first_review } = parsed.data;
  return {
    state: cardStates.indexOf(state),
    due,
    stability,
    difficulty,
    scheduledDays: Math.round(interval_days),
    learningSteps: 0,
    reps: Math.round(reps),
    lapses: Math.round(lapses),
    lastReview: last_review,
    firstReview: first_review ?? last_review,
  };
}

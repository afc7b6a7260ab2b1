import type { HistoryItem } from './conversation-api.ts';
import type { TurnRef } from './events.ts';

/** Items kept in memory; the store keeps all. */
const KEPT = 200;

/** What was said and what was heard of it, in order. */
export class History {
  #items: HistoryItem[];

  constructor(items: readonly HistoryItem[]) {
    this.#items = items.slice(-KEPT);
  }

  get items(): readonly HistoryItem[] {
    return this.#items;
  }

  add(turn: TurnRef, who: HistoryItem['who'], text: string): void {
    if (text === '') return;
    this.#items = [...this.#items.slice(-(KEPT - 1)), { turn, who, text }];
  }

  /** The turn was taken back: it is part of a later one. */
  drop(turnId: string): void {
    this.#items = this.#items.filter((item) => item.turn.id !== turnId);
  }

  /** The tutor's text of that turn is now `text`, perhaps nothing. */
  cut(turnId: string, text: string): void {
    this.#items = this.#items
      .map((item) => (item.turn.id === turnId && item.who === 'tutor' ? { ...item, text } : item))
      .filter((item) => item.text !== '');
  }
}

import type { MessageItem } from '../../../wire/realtime-items.ts';
import { ClientError } from './outgoing.ts';

/** A conversation keeps this many items at hand; older ones live in the database. */
const MAX_ITEMS = 1_000;

/** The conversation's items in order, as the client sees them. */
export class ItemList {
  #items: MessageItem[] = [];

  get size(): number {
    return this.#items.length;
  }

  get lastId(): string | null {
    return this.#items.at(-1)?.id ?? null;
  }

  all(): readonly MessageItem[] {
    return this.#items;
  }

  get(id: string): MessageItem | undefined {
    return this.#items.find((item) => item.id === id);
  }

  /** Puts `item` after `previousId` (`root`: in front; absent: at the end) and answers what it then follows. Throws ClientError. */
  add(item: MessageItem, previousId?: string | null): string | null {
    if (this.get(item.id)) throw new ClientError('item_exists', `An item ${item.id} is already there.`, 'item.id');
    const at = this.#placeAfter(previousId);
    this.#items.splice(at, 0, item);
    const before = this.#items[at - 1]?.id ?? null;
    if (this.#items.length > MAX_ITEMS) this.#items.splice(0, this.#items.length - MAX_ITEMS);
    return before;
  }

  delete(id: string): boolean {
    const at = this.#items.findIndex((item) => item.id === id);
    if (at < 0) return false;
    this.#items.splice(at, 1);
    return true;
  }

  #placeAfter(previousId: string | null | undefined): number {
    if (previousId === undefined || previousId === null) return this.#items.length;
    if (previousId === 'root') return 0;
    const at = this.#items.findIndex((item) => item.id === previousId);
    if (at < 0) throw new ClientError('item_not_found', `There is no item ${previousId}.`, 'previous_item_id');
    return at + 1;
  }
}

/** What the item says, whichever way. */
export function itemText(item: MessageItem): string {
  return item.content.map((part) => ('text' in part ? part.text : (part.transcript ?? ''))).join(' ');
}

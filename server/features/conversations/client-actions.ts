import type { ClientEvent } from '../../../wire/realtime.ts';
import type { MessageItem, NewItem } from '../../../wire/realtime-items.ts';
import type { Session } from '../../../wire/realtime-session.ts';
import type { Conversation } from '../../turn/conversation-api.ts';
import { AudioIn } from './audio-in.ts';
import { type ItemList, itemText } from './items.ts';
import { ClientError, type Emit } from './outgoing.ts';
import { speaks } from './session-state.ts';
import type { Translation } from './translate.ts';

export interface ActionContext {
  session(): Session;
  updateSession(event: Extract<ClientEvent, { type: 'session.update' }>): void;
  conversation(): Conversation;
  /** Begins with the scene's opening, when nothing at all was said yet; false when there was. */
  openIfUntouched(): boolean;
  items: ItemList;
  translation: Translation;
  /** History holds this much of a reply, which the client cut. */
  onCut(turnId: string, heardText: string): void;
  emit: Emit;
  newId(prefix: string): string;
}

interface Wanted {
  voiced: boolean;
  metadata: Record<string, unknown> | null;
}

type Of<T extends ClientEvent['type']> = Extract<ClientEvent, { type: T }>;

/** What each client event does. Throws ClientError for what cannot be done. */
export class ClientActions {
  readonly #context: ActionContext;
  readonly #audio = new AudioIn();
  /** A reply that was asked for while the last one still sounds; it begins when that has ended. */
  #waiting: Wanted | undefined;

  constructor(context: ActionContext) {
    this.#context = context;
  }

  do(event: ClientEvent): void {
    const { conversation, emit } = this.#context;
    switch (event.type) {
      case 'session.update':
        this.#context.updateSession(event);
        break;
      case 'input_audio_buffer.append':
        conversation().hear(this.#audio.decode(event.audio, this.#context.session().audio.input.format.rate));
        break;
      case 'input_audio_buffer.commit':
        this.#audio.cut();
        if (!conversation().commit()) {
          throw new ClientError('input_audio_buffer_commit_empty', 'There is no sound to commit.');
        }
        break;
      case 'input_audio_buffer.clear':
        this.#audio.cut();
        conversation().clear();
        emit({ type: 'input_audio_buffer.cleared' });
        break;
      case 'conversation.item.create':
        this.#create(event);
        break;
      case 'conversation.item.retrieve':
        emit({ type: 'conversation.item.retrieved', item: this.#item(event.item_id) });
        break;
      case 'conversation.item.truncate':
        this.#truncate(event);
        break;
      case 'conversation.item.delete':
        this.#item(event.item_id);
        this.#context.items.delete(event.item_id);
        emit({ type: 'conversation.item.deleted', item_id: event.item_id });
        break;
      case 'response.create':
        this.#respond(event);
        break;
      case 'response.cancel':
        this.#cancel(event);
        break;
      case 'tutor.playback':
        this.#played(event.item_id, event.played_ms);
        break;
      case 'tutor.command':
        conversation().command(event.command);
        break;
      case 'tutor.session.resume':
        throw new ClientError('resume_too_late', 'A resume must be the first event of a connection.');
    }
  }

  /** The learner has said nothing for `idleMs` after a reply: the tutor speaks. */
  onSilence(idleMs: number): void {
    const end = this.#audio.ms;
    this.#context.translation.learner.silence(Math.max(0, end - idleMs), end);
    this.#start({ voiced: speaks(this.#context.session()), metadata: null });
  }

  /** The last reply has ended: begins the one that waits. */
  replyEnded(): void {
    const waiting = this.#waiting;
    if (!waiting || this.#context.translation.replies.open) return;
    this.#waiting = undefined;
    this.#start(waiting);
  }

  #item(id: string): MessageItem {
    const item = this.#context.items.get(id);
    if (!item) throw new ClientError('item_not_found', `There is no item ${id}.`, 'item_id');
    return item;
  }

  #create(event: Of<'conversation.item.create'>): void {
    const { items, emit, translation, conversation } = this.#context;
    const item = storedItem(event.item, this.#context.newId);
    const uploaded = event.item.content.find((part) => part.type === 'input_audio');
    const sound = uploaded && 'audio' in uploaded ? uploaded.audio : undefined;
    const text = item.role === 'user' ? itemText(item).trim() : '';
    if (item.role === 'user' && !text && !sound) {
      throw new ClientError('empty_item', 'The item has neither text nor sound.', 'item.content');
    }
    // What is wrong with it is found before the item is there.
    const samples = item.role === 'user' && sound ? this.#uploaded(sound) : undefined;
    const previous_item_id = items.add(item, event.previous_item_id);
    emit({ type: 'conversation.item.added', item, previous_item_id });
    emit({ type: 'conversation.item.done', item, previous_item_id });
    if (item.role !== 'user') return;
    translation.learner.adopt(item, () => {
      if (!samples) return conversation().type(text);
      conversation().clear();
      conversation().hear(samples);
      return conversation().commit();
    });
  }

  #uploaded(sound: string): Int16Array {
    const { format, turn_detection } = this.#context.session().audio.input;
    if (turn_detection !== null) {
      const why =
        'With turn detection, sound comes by input_audio_buffer.append; items with sound need turn_detection: null.';
      throw new ClientError('unsupported', why, 'item.content');
    }
    const samples = new AudioIn().decode(sound, format.rate);
    if (samples.length > 0) return samples;
    throw new ClientError('input_audio_buffer_commit_empty', 'There is no sound in the item.', 'item.content');
  }

  /** Never an error: clients cut what they believe to be playing, which may be deleted by now, or have had no sound at all. */
  #truncate(event: Of<'conversation.item.truncate'>): void {
    const reply = this.#context.translation.replies.byItem(event.item_id);
    const heard = reply?.voiced
      ? this.#context.conversation().truncate(reply.turnId, Math.max(0, event.audio_end_ms))
      : undefined;
    if (reply && heard) {
      this.#context.translation.replies.cut(reply, heard.heardText);
      this.#context.onCut(reply.turnId, heard.heardText);
    }
    this.#context.emit({
      type: 'conversation.item.truncated',
      item_id: event.item_id,
      content_index: 0,
      audio_end_ms: Math.round(heard?.heardMs ?? 0),
    });
  }

  #respond(event: Of<'response.create'>): void {
    const options = event.response ?? {};
    if (options.conversation !== undefined && options.conversation !== 'auto') {
      throw new ClientError(
        'unsupported',
        'Responses outside the conversation are not supported.',
        'response.conversation',
      );
    }
    const modalities = options.output_modalities;
    const voiced = modalities ? modalities.includes('audio') : speaks(this.#context.session());
    const wanted: Wanted = { voiced, metadata: options.metadata ?? null };
    const open = this.#context.translation.replies.open;
    // Nobody asked for the opening, so an answer asked for meanwhile waits for its end instead of being refused.
    const overOpening = open?.origin === 'opening' && this.#context.items.all().at(-1)?.role === 'user';
    if (this.#waiting || (open && !overOpening)) {
      throw new ClientError(
        'conversation_already_has_active_response',
        'A response is being spoken; wait for response.done.',
      );
    }
    if (open) this.#waiting = wanted;
    else this.#start(wanted);
  }

  #start(wanted: Wanted): void {
    if (this.#context.openIfUntouched()) return;
    const asked = this.#context.translation.request(wanted.metadata, () =>
      this.#context.conversation().respond({ voiced: wanted.voiced }),
    );
    // The client was told `done`, but the engine still waits for the ear.
    if (!asked) this.#waiting = wanted;
  }

  #cancel(event: Of<'response.cancel'>): void {
    const { replies } = this.#context.translation;
    const reply = event.response_id ? replies.byResponse(event.response_id) : (replies.open ?? replies.sounding);
    if (reply) reply.cancelledByClient = true;
    if (reply && this.#context.conversation().cancel(reply.turnId)) return;
    const waiting = this.#waiting;
    if (waiting && event.response_id == null) {
      this.#waiting = undefined;
      this.#context.translation.unwanted(waiting.metadata);
      return;
    }
    throw new ClientError('response_cancel_not_active', 'No response is being spoken.', 'response_id');
  }

  #played(itemId: string, ms: number): void {
    const reply = this.#context.translation.replies.byItem(itemId);
    if (reply) this.#context.conversation().played(reply.turnId, ms);
  }
}

function storedItem(item: NewItem, newId: (prefix: string) => string): MessageItem {
  const spoken = item.role === 'assistant';
  return {
    id: item.id ?? newId('item'),
    object: 'realtime.item',
    type: 'message',
    status: 'completed',
    role: item.role,
    content: item.content.map((part) => {
      if ('text' in part) return { type: spoken ? 'output_text' : 'input_text', text: part.text };
      if (spoken) return { type: 'output_audio', transcript: part.transcript ?? '' };
      return { type: 'input_audio', transcript: part.transcript ?? null };
    }),
  };
}

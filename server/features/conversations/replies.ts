import type { MessageItem, RealtimeResponse } from '../../../wire/realtime-items.ts';
import { pcm16ToBase64 } from '../../kit/pcm/bytes.ts';
import { createResampler, type Resampler } from '../../kit/pcm/resample.ts';
import { VOICE_RATE } from '../../ports/text-to-speech/port.ts';
import type { TurnOrigin } from '../../turn/events.ts';
import type { ItemList } from './items.ts';
import type { Emit } from './outgoing.ts';

export interface ReplyShape {
  conversationId: string;
  rate: number;
  voice: string;
}

export interface Reply {
  readonly turnId: string;
  readonly responseId: string;
  readonly itemId: string;
  /** `none`: nothing was told yet; `open`: the client hears of it; `done`: response.done has gone out. */
  state: 'none' | 'open' | 'done';
  /** The ear may still be hearing it. */
  sounding: boolean;
  origin: TurnOrigin | undefined;
  voiced: boolean;
  text: string;
  cancelledByClient: boolean;
  metadata: Record<string, unknown> | null;
  resampler: Resampler | undefined;
  item: MessageItem | undefined;
  shape: ReplyShape | undefined;
}

const MAX_REPLIES = 200;

/** 100 ms of sound an event: small enough to drop what is no longer wanted, large enough not to cost more than it carries. */
const DELTA_SAMPLES_PER_KHZ = 100;

/** The tutor's side of the socket: responses, assistant items, their text and sound, in the order stock clients rely on. */
export class Replies {
  readonly #items: ItemList;
  readonly #emit: Emit;
  readonly #newId: (prefix: string) => string;
  readonly #replies = new Map<string, Reply>();

  constructor(items: ItemList, emit: Emit, newId: (prefix: string) => string) {
    this.#items = items;
    this.#emit = emit;
    this.#newId = newId;
  }

  /** The reply to a turn; its ids are fixed the first time it is asked for. */
  of(turnId: string): Reply {
    const known = this.#replies.get(turnId);
    if (known) return known;
    const reply: Reply = {
      turnId,
      responseId: this.#newId('resp'),
      itemId: this.#newId('item'),
      state: 'none',
      sounding: false,
      origin: undefined,
      voiced: true,
      text: '',
      cancelledByClient: false,
      metadata: null,
      resampler: undefined,
      item: undefined,
      shape: undefined,
    };
    this.#replies.set(turnId, reply);
    if (this.#replies.size > MAX_REPLIES) this.#replies.delete(this.#replies.keys().next().value as string);
    return reply;
  }

  peek(turnId: string): Reply | undefined {
    return this.#replies.get(turnId);
  }

  /** The turn is to be answered anew: its next reply gets ids of its own. */
  renew(turnId: string): void {
    this.#replies.delete(turnId);
  }

  byItem(itemId: string): Reply | undefined {
    for (const reply of this.#replies.values()) if (reply.itemId === itemId) return reply;
    return undefined;
  }

  byResponse(responseId: string): Reply | undefined {
    for (const reply of this.#replies.values()) if (reply.responseId === responseId) return reply;
    return undefined;
  }

  /** The response the client thinks is running. */
  get open(): Reply | undefined {
    for (const reply of this.#replies.values()) if (reply.state === 'open') return reply;
    return undefined;
  }

  /** The reply the ear may be hearing now. */
  get sounding(): Reply | undefined {
    for (const reply of this.#replies.values()) if (reply.sounding) return reply;
    return undefined;
  }

  start(reply: Reply, origin: TurnOrigin, voiced: boolean, shape: ReplyShape): void {
    if (reply.state !== 'none') return;
    reply.origin = origin;
    reply.state = 'open';
    reply.sounding = voiced;
    reply.voiced = voiced;
    reply.shape = shape;
    reply.resampler = shape.rate === VOICE_RATE ? undefined : createResampler(VOICE_RATE, shape.rate);
    this.#emit({ type: 'response.created', response: describe(reply, 'in_progress', null) });
    const item: MessageItem = {
      id: reply.itemId,
      object: 'realtime.item',
      type: 'message',
      status: 'in_progress',
      role: 'assistant',
      content: [],
    };
    reply.item = item;
    const previous_item_id = this.#items.add(item);
    const { response_id } = placeOf(reply);
    this.#emit({ type: 'response.output_item.added', response_id, output_index: 0, item });
    this.#emit({ type: 'conversation.item.added', item, previous_item_id });
    item.content = [voiced ? { type: 'output_audio', transcript: '' } : { type: 'output_text', text: '' }];
    const part = voiced ? { type: 'audio' as const, transcript: '' } : { type: 'text' as const, text: '' };
    this.#emit({ type: 'response.content_part.added', ...placeOf(reply), part });
  }

  text(reply: Reply, delta: string): void {
    if (reply.state !== 'open' || !delta) return;
    reply.text += delta;
    setText(reply, reply.text);
    const type = reply.voiced ? 'response.output_audio_transcript.delta' : 'response.output_text.delta';
    this.#emit({ type, ...placeOf(reply), delta });
  }

  audio(reply: Reply, samples: Int16Array): void {
    if (reply.state !== 'open' || !reply.voiced) return;
    this.#sound(reply, reply.resampler ? reply.resampler.process(samples) : samples);
  }

  /** Everything of the reply was sent; the ear may still be hearing it. */
  sent(reply: Reply, failed: boolean): void {
    if (reply.resampler && reply.voiced && reply.state === 'open') this.#sound(reply, reply.resampler.flush());
    this.#finish(reply, failed ? 'failed' : 'completed', failed ? turnFailed : null, reply.text);
  }

  /** The reply is over for the ear too. `heardText` is what of it was heard. */
  end(reply: Reply, outcome: 'spoken' | 'interrupted' | 'failed' | 'skipped', heardText: string): void {
    reply.sounding = false;
    if (reply.state === 'done') {
      if (outcome === 'interrupted') this.cut(reply, heardText);
      return;
    }
    if (reply.state === 'none') return;
    if (outcome === 'spoken') this.sent(reply, false);
    else if (outcome === 'failed') this.#finish(reply, 'failed', turnFailed, heardText || reply.text);
    else {
      const reason = reply.cancelledByClient ? 'client_cancelled' : 'turn_detected';
      this.#finish(reply, 'cancelled', { type: 'cancelled', reason }, heardText);
    }
    if (outcome === 'skipped' && this.#items.delete(reply.itemId)) {
      this.#emit({ type: 'conversation.item.deleted', item_id: reply.itemId });
    }
  }

  /** A response was asked for and nothing is said: the client still gets its end. */
  empty(reply: Reply, shape: ReplyShape, status: 'completed' | 'failed' | 'cancelled'): void {
    if (reply.state !== 'none') return;
    reply.shape = shape;
    this.#emit({ type: 'response.created', response: describe(reply, 'in_progress', null) });
    reply.state = 'done';
    const details = {
      completed: null,
      failed: turnFailed,
      cancelled: { type: 'cancelled', reason: 'client_cancelled' },
    };
    this.#emit({ type: 'response.done', response: describe(reply, status, details[status]) });
  }

  /** History holds what was heard; all of it is no cut. */
  cut(reply: Reply, heardText: string): void {
    if (reply.state === 'done' && heardText.trim() === reply.text.trim()) return;
    setText(reply, heardText);
    if (reply.item) reply.item.status = 'incomplete';
  }

  #sound(reply: Reply, samples: Int16Array): void {
    const step = ((reply.shape?.rate ?? VOICE_RATE) / 1_000) * DELTA_SAMPLES_PER_KHZ;
    for (let at = 0; at < samples.length; at += step) {
      const delta = pcm16ToBase64(samples.subarray(at, at + step));
      this.#emit({ type: 'response.output_audio.delta', ...placeOf(reply), delta }, reply.responseId);
    }
  }

  #finish(
    reply: Reply,
    status: 'completed' | 'cancelled' | 'failed',
    details: RealtimeResponse['status_details'],
    text: string,
  ): void {
    const { item } = reply;
    if (reply.state !== 'open' || !item) return;
    reply.state = 'done';
    setText(reply, text);
    item.status = status === 'completed' ? 'completed' : 'incomplete';
    const place = placeOf(reply);
    if (reply.voiced) {
      this.#emit({ type: 'response.output_audio.done', ...place });
      this.#emit({ type: 'response.output_audio_transcript.done', ...place, transcript: text });
      this.#emit({ type: 'response.content_part.done', ...place, part: { type: 'audio', transcript: text } });
    } else {
      this.#emit({ type: 'response.output_text.done', ...place, text });
      this.#emit({ type: 'response.content_part.done', ...place, part: { type: 'text', text } });
    }
    this.#emit({ type: 'response.output_item.done', response_id: place.response_id, output_index: 0, item });
    const at = this.#items.all().indexOf(item);
    const previous_item_id = this.#items.all()[at - 1]?.id ?? null;
    this.#emit({ type: 'conversation.item.done', item, previous_item_id });
    this.#emit({ type: 'response.done', response: describe(reply, status, details) });
  }
}

const turnFailed = { type: 'failed', error: { type: 'server_error', code: 'turn_failed' } };

function placeOf(reply: Reply) {
  return { response_id: reply.responseId, item_id: reply.itemId, output_index: 0, content_index: 0 };
}

function setText(reply: Reply, text: string): void {
  const part = reply.item?.content[0];
  if (part?.type === 'output_audio') part.transcript = text;
  else if (part?.type === 'output_text') part.text = text;
}

function describe(
  reply: Reply,
  status: RealtimeResponse['status'],
  status_details: RealtimeResponse['status_details'],
): RealtimeResponse {
  const { shape } = reply;
  return {
    id: reply.responseId,
    object: 'realtime.response',
    status,
    status_details,
    output: reply.item && status !== 'in_progress' ? [reply.item] : [],
    conversation_id: shape?.conversationId ?? '',
    output_modalities: [reply.voiced ? 'audio' : 'text'],
    max_output_tokens: 'inf',
    audio: {
      output: { format: { type: 'audio/pcm', rate: shape?.rate ?? VOICE_RATE }, voice: shape?.voice ?? 'scene' },
    },
    metadata: reply.metadata,
    usage: status === 'in_progress' ? null : noTokens,
  };
}

/** No tokens are bought here, but clients add these up without asking whether they are there. */
const noTokens: RealtimeResponse['usage'] = {
  total_tokens: 0,
  input_tokens: 0,
  output_tokens: 0,
  input_token_details: { text_tokens: 0, audio_tokens: 0, image_tokens: 0, cached_tokens: 0 },
  output_token_details: { text_tokens: 0, audio_tokens: 0 },
};

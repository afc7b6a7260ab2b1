import type { Outgoing } from './outgoing.ts';

/** Where the events of a session go while a client is connected. */
export interface Outlet {
  /** False: no room now; the outlet calls `pump` when there is. */
  send(json: string): boolean;
  /** The client reads too slowly and nothing more may be dropped. */
  tooSlow(): void;
}

export interface EventLogLimits {
  /** Characters of sound waiting or kept; about 64 a millisecond at 24 kHz. */
  audioChars: number;
  /** Characters of sound kept for a replay once it was sent. */
  sentAudioChars: number;
  /** Characters of all other events, sent or waiting. */
  otherChars: number;
}

export const defaultEventLogLimits: EventLogLimits = {
  audioChars: 6_000_000,
  sentAudioChars: 1_000_000,
  otherChars: 1_500_000,
};

interface Entry {
  n: number;
  json: string;
  audioOf: string | undefined;
}

/**
 * The session's events in order: queue to a slow reader and memory for a resume in one, bounded. Sound is dropped first: what
 * was sent, then what belongs to ended responses. When only live events are left and the reader still does not read,
 * it is too slow; with no reader, the oldest go and are counted as missed.
 */
export class EventLog {
  readonly #prefix: string;
  readonly #limits: EventLogLimits;
  readonly #audio = new Map<number, Entry>();
  readonly #other = new Map<number, Entry>();
  readonly #ended = new Set<string>();
  #audioChars = 0;
  #sentAudioChars = 0;
  #otherChars = 0;
  #last = 0;
  /** The next event to send. */
  #cursor = 1;
  #oldestOther = 1;
  #outlet: Outlet | undefined;

  constructor(sessionId: string, limits: EventLogLimits = defaultEventLogLimits) {
    this.#prefix = `event_${sessionId}_`;
    this.#limits = limits;
  }

  get size(): { events: number; chars: number } {
    return { events: this.#audio.size + this.#other.size, chars: this.#audioChars + this.#otherChars };
  }

  append(event: Outgoing, audioOf?: string): void {
    const n = this.#last + 1;
    this.#last = n;
    const { type, ...rest } = event;
    const entry: Entry = { n, json: JSON.stringify({ type, event_id: this.#prefix + n, ...rest }), audioOf };
    if (audioOf === undefined) {
      this.#other.set(n, entry);
      this.#otherChars += entry.json.length;
    } else {
      this.#audio.set(n, entry);
      this.#audioChars += entry.json.length;
    }
    this.pump();
    this.#trim();
  }

  /** Sends what waits, as far as the outlet takes it. */
  pump(): void {
    while (this.#outlet && this.#cursor <= this.#last) {
      const entry = this.#audio.get(this.#cursor) ?? this.#other.get(this.#cursor);
      if (entry && !this.#outlet.send(entry.json)) return;
      this.#cursor += 1;
      if (entry?.audioOf !== undefined) this.#sentAudioChars += entry.json.length;
    }
  }

  /** No sound of this response is sent from here on, and what was sent is not kept for long. */
  endResponse(responseId: string, dropUnsent: boolean): void {
    this.#ended.add(responseId);
    if (this.#ended.size > 64) this.#ended.delete(this.#ended.values().next().value as string);
    if (!dropUnsent) return;
    for (const entry of this.#audio.values()) {
      if (entry.n >= this.#cursor && entry.audioOf === responseId) this.#forgetAudio(entry);
    }
  }

  /** The client is there: sends everything after `lastSeenId` (absent: what was not sent yet). Answers how many events are lost. */
  attach(outlet: Outlet, lastSeenId?: string | null): number {
    const seen = this.#numberOf(lastSeenId);
    let missed = 0;
    if (seen !== undefined) {
      missed = Math.max(0, this.#oldestOther - (seen + 1));
      this.#rewind(seen + 1);
    }
    this.#outlet = outlet;
    this.pump();
    return missed;
  }

  detach(outlet: Outlet): void {
    if (this.#outlet === outlet) this.#outlet = undefined;
  }

  /** True for an id that this log has given out. */
  owns(eventId: string): boolean {
    return this.#numberOf(eventId) !== undefined;
  }

  #numberOf(eventId: string | null | undefined): number | undefined {
    if (!eventId?.startsWith(this.#prefix)) return undefined;
    const digits = eventId.slice(this.#prefix.length);
    const n = /^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : 0;
    return n >= 1 && n <= this.#last ? n : undefined;
  }

  #rewind(to: number): void {
    this.#cursor = to;
    this.#sentAudioChars = 0;
    for (const entry of this.#audio.values()) if (entry.n < to) this.#sentAudioChars += entry.json.length;
  }

  #trim(): void {
    while (this.#sentAudioChars > this.#limits.sentAudioChars) {
      const oldest = first(this.#audio);
      if (!oldest || oldest.n >= this.#cursor) break;
      this.#forgetAudio(oldest);
    }
    while (this.#audioChars > this.#limits.audioChars) {
      const oldest = first(this.#audio);
      if (!oldest || !this.#mayGo(oldest)) return;
      this.#forgetAudio(oldest);
    }
    while (this.#otherChars > this.#limits.otherChars) {
      const oldest = first(this.#other);
      if (!oldest || !this.#mayGo(oldest)) return;
      this.#other.delete(oldest.n);
      this.#otherChars -= oldest.json.length;
      this.#oldestOther = oldest.n + 1;
    }
  }

  /** May `entry` be dropped to make room? If it may not, its reader is too slow. */
  #mayGo(entry: Entry): boolean {
    const dead = entry.audioOf !== undefined && this.#ended.has(entry.audioOf);
    if (entry.n < this.#cursor || dead || !this.#outlet) return true;
    const outlet = this.#outlet;
    this.#outlet = undefined;
    outlet.tooSlow();
    return false;
  }

  #forgetAudio(entry: Entry): void {
    this.#audio.delete(entry.n);
    this.#audioChars -= entry.json.length;
    if (entry.n < this.#cursor) this.#sentAudioChars -= entry.json.length;
  }
}

function first(entries: Map<number, Entry>): Entry | undefined {
  return entries.values().next().value;
}

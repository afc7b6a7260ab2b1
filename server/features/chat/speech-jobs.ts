import type { TtsJob } from '../../../wire/api/chat.ts';
import { Refusal } from '../../../wire/refusals.ts';
import { limited } from '../../kit/limit.ts';
import type { AnyTransaction } from '../learners/index.ts';
import type { ChatDeps } from './chat-deps.ts';
import { inTurn } from './in-turn.ts';
import { soundUrl } from './reply-of.ts';

export interface SpokenPart {
  text: string;
  language: string;
  voice: string;
  speed: number;
}

export type SpeechJobsDeps = Pick<ChatDeps, 'database' | 'clock' | 'log' | 'newId' | 'voice'>;

type Status = TtsJob['status'];

type Row = { id: string; person_id: string; parts: unknown; status: Status; created_at: Date };
type Tables = { chat_speech: Row };

/** A job is forgotten after a day. */
const DAY_MS = 86_400_000;
const SWEEP_MS = 3_600_000;
const LONGEST_MS = 60_000;
/** Jobs of one person that may wait; what is beyond is spoken when it is asked for. */
const WAITING = 50;

/**
 * Speech by the job: kept as text, rendered beside the request, and read out again from the cache of speech when it is fetched. So a
 * job outlives the process, and no sound lies about.
 */
export class SpeechJobs {
  readonly #deps: SpeechJobsDeps;
  readonly #stop = new AbortController();
  readonly #oneByOne = inTurn(WAITING, () => new Error('too many jobs wait'));
  readonly #rendering = new Map<string, Promise<Status>>();

  constructor(deps: SpeechJobsDeps) {
    this.#deps = deps;
  }

  /** Written in the caller's transaction; `render` it when that has committed. */
  async add(tx: AnyTransaction | null, personId: string, parts: readonly SpokenPart[]): Promise<string> {
    const { database, clock, newId } = this.#deps;
    const on = (tx ?? database.db).$extendTables<Tables>();
    const id = newId('audio');
    const now = clock.wall();
    await on
      .insertInto('chat_speech')
      .values({
        id,
        person_id: personId,
        parts: JSON.stringify(parts),
        status: 'queued',
        created_at: new Date(now),
      })
      .execute();
    return id;
  }

  /** Speaks it once, so that it is at hand; one job of a person at a time. */
  render(personId: string, id: string, parts: readonly SpokenPart[]): Promise<Status> {
    const known = this.#rendering.get(id);
    if (known) return known;
    const work = this.#oneByOne(personId, () => this.#render(id, parts))
      .catch((error: unknown): Status => {
        this.#deps.log.warn('a text is not spoken now', { job: id, error });
        return 'queued';
      })
      .finally(() => this.#rendering.delete(id));
    this.#rendering.set(id, work);
    return work;
  }

  /** How a job ended, or how it is going to. */
  async settled(personId: string, id: string): Promise<Status> {
    const rendering = this.#rendering.get(id);
    if (rendering) return rendering;
    const row = await this.#row(personId, id);
    if (!row) return 'failed';
    return row.status === 'queued' ? this.render(personId, id, row.parts as SpokenPart[]) : row.status;
  }

  async find(personId: string, id: string): Promise<{ job: TtsJob; parts: readonly SpokenPart[] }> {
    const row = await this.#row(personId, id);
    if (!row) throw new Refusal('not-found', 'There is no such job, or it is older than a day.', 'id');
    const parts = row.parts as SpokenPart[];
    // A server that ended meanwhile left it undone.
    if (row.status === 'queued' && !this.#rendering.has(id)) void this.render(personId, id, parts);
    return { job: jobView(row, parts), parts };
  }

  async forget(personId: string): Promise<number> {
    const result = await this.#deps.database.db
      .$extendTables<Tables>()
      .deleteFrom('chat_speech')
      .where('person_id', '=', personId)
      .executeTakeFirst();
    return Number(result.numDeletedRows);
  }

  /** The sound of all its parts, in order. */
  async *sound(parts: readonly SpokenPart[], signal: AbortSignal): AsyncGenerator<Int16Array> {
    for (const { text, voice, speed } of parts) {
      for await (const part of this.#deps.voice.speak({ text, voice, speed }, signal)) {
        if (part.kind === 'audio') yield part.samples;
      }
    }
  }

  /** Removes what is older than a day, until `signal` aborts. */
  async forgetForever(signal: AbortSignal): Promise<void> {
    const { clock, log, database } = this.#deps;
    while (!signal.aborted) {
      await database.db
        .$extendTables<Tables>()
        .deleteFrom('chat_speech')
        .where('created_at', '<', new Date(clock.wall() - DAY_MS))
        .execute()
        .catch((error: unknown) => log.warn('old jobs of speech could not be removed and will be later', { error }));
      await clock.sleep(SWEEP_MS, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#rendering.values());
  }

  #row(personId: string, id: string): Promise<Row | undefined> {
    return this.#deps.database.db
      .$extendTables<Tables>()
      .selectFrom('chat_speech')
      .selectAll()
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst();
  }

  async #render(id: string, parts: readonly SpokenPart[]): Promise<Status> {
    const { clock, log, database } = this.#deps;
    const late = (): Error => new Error(`not spoken within ${LONGEST_MS} ms`);
    const hear = async (signal: AbortSignal): Promise<void> => {
      for await (const _ of this.sound(parts, signal)) signal.throwIfAborted();
    };
    let status: Status = 'ready';
    try {
      // An engine that hangs and hears nothing must not hold up what waits behind it.
      await limited(clock, LONGEST_MS, late, hear, this.#stop.signal);
    } catch (error) {
      if (this.#stop.signal.aborted) return 'queued';
      log.warn('a text could not be spoken', { job: id, error });
      status = 'failed';
    }
    await database.db
      .$extendTables<Tables>()
      .updateTable('chat_speech')
      .set({ status })
      .where('id', '=', id)
      .execute()
      .catch((error: unknown) => log.warn('a job of speech could not be written', { job: id, error }));
    return status;
  }
}

function jobView({ id, status, created_at }: Row, parts: readonly SpokenPart[]): TtsJob {
  const [first] = parts;
  return {
    job_id: id,
    audio_id: id,
    status,
    url: status === 'ready' ? soundUrl(id) : null,
    voice: first?.voice ?? '',
    language: first?.language ?? '',
    speed: first?.speed ?? 1,
    created_at: created_at.toISOString(),
  };
}

import type { Clock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import { Gate } from '../kit/gate.ts';
import type { Log } from '../kit/log.ts';
import type { Scope } from '../kit/scope.ts';
import { watched } from '../kit/watched.ts';
import type { TextToSpeech } from '../ports/text-to-speech/port.ts';
import { apologyIn } from './apology.ts';
import type { EventSink } from './conversation-api.ts';
import type { ConversationEvent, TurnOrigin, TurnOutcome, TurnRef } from './events.ts';
import { heardText, type Said, type SentSentence, said, wordStart } from './heard-text.ts';
import { EAR_GRACE_MS, Playback } from './playback.ts';
import type { ReplyPart, SceneReply } from './scene.ts';
import { SentenceCutter } from './sentences.ts';
import { hasSound, speakable } from './speakable.ts';
import type { Timing } from './timing.ts';
import { RecordBuilder } from './turn-record.ts';
import { type Sentence, Voicing } from './voicing.ts';

export interface ReplyDeps {
  clock: Clock;
  voice: TextToSpeech;
  timing: Timing;
  log: Log;
  scope: Scope;
  emit: EventSink;
  /** The voice for a language, when the scene names none. */
  voiceFor(language: string): string;
}

export interface ReplySpec {
  turn: TurnRef;
  origin: TurnOrigin;
  language: string;
  speed: number;
  voiced: boolean;
  /** Asks the scene; throws what the turn is to fail with. */
  source: (signal: AbortSignal) => SceneReply;
  /** What an earlier turn was cut off in, said again when the scene asks for it. */
  interrupted: readonly Sentence[];
  onSound(): void;
  /** Once, at the very end; the reply emits nothing afterwards. */
  onOver(outcome: TurnOutcome): void;
}

/** Less sound than this is none: sums of part-milliseconds never come out even. */
const LEAST_MS = 0.5;
/** More sentences in one reply are no reply. */
const MOST_SENTENCES = 1_000;

/**
 * One reply, from the scene's first part to the end of its sound in the ear. Prepared on construction, heard only after
 * `release`; it ends by itself or by `stop`, once, with one `turn-end`.
 */
export class Reply {
  readonly turn: TurnRef;
  readonly origin: TurnOrigin;
  /** Its own stages, which are its turn's when it becomes the answer. */
  readonly stages: RecordBuilder;
  readonly #deps: ReplyDeps;
  readonly #spec: ReplySpec;
  readonly #scope: Scope;
  readonly #playback: Playback;
  readonly #released = new Gate();
  readonly #held: Extract<ReplyPart, { kind: 'effect' }>[] = [];
  readonly #heldText: string[] = [];
  #content: { scope: Scope; voicing: Voicing };
  #before: readonly SentSentence[] = [];
  #asked: SceneReply | undefined;
  #text = '';
  #sounded = false;
  #moved = false;
  #ducked = false;
  #sending = true;
  #failure: Error | undefined;
  #end: Disposable | undefined;
  #deadline = 0;
  #ended = false;

  constructor(deps: ReplyDeps, spec: ReplySpec) {
    this.turn = spec.turn;
    this.origin = spec.origin;
    this.stages = new RecordBuilder(deps.clock);
    this.#deps = deps;
    this.#spec = spec;
    this.#scope = deps.scope.child(`reply ${spec.turn.id}`);
    this.#playback = new Playback(deps.clock);
    this.#content = this.#startVoicing('content');
    this.#scope.spawn((signal) => this.#run(signal));
  }

  get heardMs(): number {
    return this.#playback.heardMs;
  }

  get sentMs(): number {
    return this.#playback.sentMs;
  }

  get released(): boolean {
    return this.#released.isOpen;
  }

  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** What the ear got so far: a prefix of the text that was sent. */
  heardText(heardMs: number = this.heardMs): string {
    return this.#spec.voiced ? heardText(this.#sentences(), heardMs) : this.#text;
  }

  /** What is kept of it for a client that tells late where it stopped. */
  said(): Said {
    return said(this.turn, this.#spec.voiced ? this.#sentences() : this.#text, this.sentMs);
  }

  /** What it was to say again after its own words. */
  get interrupted(): readonly Sentence[] {
    return this.#spec.interrupted;
  }

  /** What an interruption now would leave unsaid. */
  unsaid(): Sentence[] {
    // An apology is not worth saying twice.
    return this.#failure ? [] : this.#content.voicing.unsent(this.heardMs);
  }

  /** The turn is over: sound and effects go out. */
  release(): void {
    if (this.#released.isOpen || this.#ended) return;
    this.#released.open();
    this.#deps.emit({ kind: 'reply-start', turn: this.turn, origin: this.origin, voiced: this.#spec.voiced });
    // Only a spoken turn may still be taken back.
    if (this.origin !== 'spoken') this.#trying(() => this.#moveOn());
    for (const effect of this.#held.splice(0)) this.#effect(effect);
    for (const text of this.#heldText.splice(0)) this.#write(text);
    this.#content.voicing.release();
    if (this.#spec.voiced) this.#scope.after(this.#deps.clock, this.#deps.timing.soundMs, () => this.#checkForSound());
  }

  /** The client's ear is at `ms`. */
  report(ms: number): void {
    this.#playback.report(ms);
    if (!this.#sending) this.#awaitEar();
  }

  pause(): void {
    if (this.#ducked || this.#ended) return;
    this.#ducked = true;
    this.#playback.pause();
    this.#end?.[Symbol.dispose]();
    this.#deps.emit({ kind: 'duck', turn: this.turn, atMs: this.heardMs });
  }

  /** Goes on from the start of the word it was ducked in, if it was. */
  resume(): void {
    if (!this.#ducked || this.#ended) return;
    this.#ducked = false;
    this.#deadline = this.#deps.clock.now() + this.#playback.sentMs + EAR_GRACE_MS;
    const fromMs = wordStart(this.#sentences(), this.heardMs);
    this.#playback.resume(fromMs);
    this.#deps.emit({ kind: 'resume', turn: this.turn, fromMs });
    if (!this.#sending) this.#awaitEar();
  }

  /** Ends it here. Nothing of it is emitted after this returns, but its `turn-end` and metrics, which are emitted now. */
  stop(how: TurnOutcome): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#released.isOpen && how !== 'skipped') this.#trying(() => this.#moveOn());
    const outcome = this.#failure ? 'failed' : how;
    const heardMs = this.heardMs;
    const text = this.heardText(heardMs);
    const error = this.#failure ? { error: { message: this.#failure.message } } : {};
    this.#scope
      .close()
      .catch((late: unknown) => this.#deps.log.error('a reply did not close', { error: String(late) }));
    if (this.#released.isOpen) {
      this.#deps.emit({ kind: 'turn-end', turn: this.turn, outcome, heardText: text, heardMs, ...error });
    }
    this.#spec.onOver(outcome);
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      const sending = this.#content.scope;
      await Promise.all([
        this.#compose(this.#content.voicing, sending.signal),
        this.#content.voicing.run(sending.signal),
      ]);
      await this.#released.wait(signal);
      if (!this.#sounded) this.#moveOn();
    } catch (error) {
      if (signal.aborted) return;
      await this.#fail(error, signal);
    }
    this.#sending = false;
    this.#deadline = this.#deps.clock.now() + this.#playback.aheadMs + EAR_GRACE_MS;
    if (this.#spec.voiced && this.sentMs === 0 && !this.#failure) return this.stop('skipped');
    const sent = { turn: this.turn, text: this.#text, audioMs: this.sentMs, failed: this.failed };
    this.#tell({ kind: 'reply-sent', ...sent });
    this.#awaitEar();
  }

  /** The turn can no longer be taken back: the scene moves on, once. After a failure it stays, for the learner to say it again. */
  #moveOn(): void {
    if (this.#moved || this.#failure) return;
    this.#moved = true;
    this.#asked?.commit();
  }

  /** What fails outside the reply's own task fails its turn all the same. */
  #trying(task: () => void): void {
    try {
      task();
    } catch (error) {
      if (this.#ended) this.#deps.log.error('a scene did not move on', { turn_id: this.turn.id, error: String(error) });
      else this.#abandon(error);
    }
  }

  /** The content ends here with `error`, and the turn fails. */
  #abandon(error: unknown): void {
    this.#content.scope
      .close(error)
      .catch((late: unknown) => this.#deps.log.error('a reply did not close', { error: String(late) }));
  }

  /** Reads the scene as fast as it gives, whatever the voice does. */
  async #compose(voicing: Voicing, signal: AbortSignal): Promise<void> {
    const { language, speed } = this.#spec;
    this.stages.mark('reply_called');
    const asked = this.#spec.source(signal);
    this.#asked = asked;
    const cutter = new SentenceCutter();
    let how = { language, voice: undefined as string | undefined, speed };
    const say = (texts: readonly string[]): void => {
      for (const text of texts)
        this.#say(voicing, { text, voice: how.voice ?? this.#deps.voiceFor(how.language), speed: how.speed });
    };
    let settling: Disposable | undefined;
    try {
      for await (const part of watched(asked.parts, this.#limits(), signal)) {
        this.stages.mark('reply_first');
        settling?.[Symbol.dispose]();
        if (part.kind === 'effect') {
          this.#effect(part);
          continue;
        }
        const next = { language: part.language ?? language, voice: part.voice, speed: part.speed ?? speed };
        if (next.language !== how.language || next.voice !== how.voice || next.speed !== how.speed) say(cutter.flush());
        how = next;
        say(cutter.push(part.text));
        if (cutter.unsure)
          settling = this.#scope.after(this.#deps.clock, this.#deps.timing.settleMs, () =>
            this.#trying(() => say(cutter.settle())),
          );
      }
    } finally {
      settling?.[Symbol.dispose]();
    }
    say(cutter.flush());
    if (asked.thenResume) for (const sentence of this.#spec.interrupted) this.#say(voicing, sentence);
    voicing.finish();
  }

  #say(voicing: Voicing, sentence: Sentence): void {
    const text = speakable(sentence.text);
    if (!hasSound(text)) return;
    this.stages.mark('sentence_first');
    this.stages.sentences += 1;
    if (this.stages.sentences > MOST_SENTENCES)
      throw new Outage({ port: 'scene', provider: 'reply', retryable: false }, 'the reply has too many sentences');
    if (this.#spec.voiced) voicing.say({ ...sentence, text });
    else if (this.#released.isOpen) this.#write(text);
    else this.#heldText.push(text);
  }

  #write(sentence: string): void {
    const text = this.#text === '' ? sentence : ` ${sentence}`;
    if (!this.#spec.voiced) this.#first();
    this.#text += text;
    this.#tell({ kind: 'reply-text', turn: this.turn, text });
  }

  /** The learner is about to get the first of it: from now on speech is over it. */
  #first(): void {
    if (this.#sounded || this.#ended) return;
    this.#moveOn();
    this.#sounded = true;
    this.#spec.onSound();
  }

  /** Nothing of a turn follows its end, whatever still ends behind it. */
  #tell(event: ConversationEvent): void {
    if (!this.#ended) this.#deps.emit(event);
  }

  #effect(effect: Extract<ReplyPart, { kind: 'effect' }>): void {
    if (!this.#released.isOpen) this.#held.push(effect);
    else this.#tell({ kind: 'effect', turn: this.turn, name: effect.name, data: effect.data });
  }

  #startVoicing(name: string): { scope: Scope; voicing: Voicing } {
    const scope = this.#scope.child(name);
    const { clock, voice, timing } = this.#deps;
    const { stages, turn } = this;
    const out = {
      voiceCalled: () => stages.mark('voice_called'),
      voiceFirst: (cached: boolean) => {
        stages.mark('voice_first');
        if (cached) stages.cacheHits += 1;
      },
      text: (text: string) => this.#write(text),
      caption: (words: { text: string; startMs: number; endMs: number }[]) =>
        this.#tell({ kind: 'caption', turn, words }),
      audio: (samples: Int16Array, startMs: number) => {
        this.#first();
        stages.mark('audio_first');
        stages.mark('audio_last');
        this.#tell({ kind: 'reply-audio', turn, samples, startMs });
      },
    };
    return { scope, voicing: new Voicing({ clock, voice, scope, timing, playback: this.#playback, out }) };
  }

  /** Says that it failed, in the learner's ear where a voice is left, and in the event in any case. */
  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    const outage = error instanceof Outage;
    const reason = error instanceof Error ? error : new Error(String(error));
    this.#failure = outage ? reason : new Error('the tutor made a mistake of its own', { cause: error });
    const where = outage ? { port: error.port, provider: error.provider } : { stack: reason.stack };
    this.#deps.log[outage ? 'warn' : 'error']('a turn failed', {
      turn_id: this.turn.id,
      error: reason.message,
      ...where,
    });
    const { log, clock, timing } = this.#deps;
    await this.#content.scope.close();
    await this.#released.wait(signal);
    this.#before = this.#content.voicing.sent;
    this.#content = this.#startVoicing('apology');
    const { voicing, scope } = this.#content;
    const text = apologyIn(this.#spec.language);
    if (!this.#spec.voiced) return this.#write(text);
    using _limit = this.#scope.after(clock, timing.apologyMs, () => {
      scope
        .close(
          new Outage(
            { port: 'text-to-speech', provider: this.#deps.voice.provider, retryable: true },
            'the apology took too long',
          ),
        )
        .catch((late: unknown) => log.error('an apology did not close', { error: String(late) }));
    });
    try {
      voicing.say({ text, voice: this.#deps.voiceFor(this.#spec.language), speed: this.#spec.speed });
      voicing.finish();
      voicing.release();
      await voicing.run(scope.signal);
    } catch (worse) {
      if (signal.aborted) throw signal.reason;
      log.warn('the apology could not be spoken', {
        turn_id: this.turn.id,
        error: worse instanceof Error ? worse.message : String(worse),
      });
    }
  }

  #checkForSound(): void {
    if (this.#sounded || this.#ended || this.#failure) return;
    this.#abandon(
      new Outage({ port: 'scene', provider: this.#deps.voice.provider, retryable: true }, 'no sound came in time'),
    );
  }

  /** Ends the turn when the ear has got everything. */
  #awaitEar(): void {
    this.#end?.[Symbol.dispose]();
    // A client that reports no progress for ever must not hold the floor for ever.
    const ahead = this.#spec.voiced ? this.#playback.aheadMs : 0;
    const left = Math.min(ahead, this.#deadline - this.#deps.clock.now());
    const outcome = this.#failure ? 'failed' : 'spoken';
    if (left < LEAST_MS) this.stop(outcome);
    else this.#end = this.#scope.after(this.#deps.clock, left, () => this.#awaitEar());
  }

  #sentences(): readonly SentSentence[] {
    return this.#before.length === 0 ? this.#content.voicing.sent : [...this.#before, ...this.#content.voicing.sent];
  }

  #limits() {
    const { clock, timing } = this.#deps;
    const late = (ms: number): Outage =>
      new Outage({ port: 'scene', provider: 'reply', retryable: true }, `the reply was silent for ${ms} ms`);
    return { clock, firstMs: timing.replyFirstMs, nextMs: timing.replyNextMs, late };
  }
}

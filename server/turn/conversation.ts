import { Outage } from '../kit/errors.ts';
import { Scope } from '../kit/scope.ts';
import { Answering, heardOf } from './answering.ts';
import { Checks } from './checks.ts';
import type {
  Conversation,
  ConversationSettings,
  ConversationSnapshot,
  EventSink,
  HistoryItem,
} from './conversation-api.ts';
import type { ConversationDeps, ConversationOptions } from './conversation-options.ts';
import { EchoGuard } from './echo-guard.ts';
import { adaptivePatience, type Endpointing, fixedPatience, textAware } from './endpointing.ts';
import type { ConversationEvent, TurnRef } from './events.ts';
import { FloorKeeper } from './floor-keeper.ts';
import { Hearing } from './hearing.ts';
import { History } from './history.ts';
import { expectation, Learner } from './learner.ts';
import { type ManualTurn, ManualTurns } from './manual-turns.ts';
import { noHabit } from './pauses.ts';
import type { Heard, Scene } from './scene.ts';
import { defaultSettings, settingsOf } from './settings.ts';
import { timingOf } from './timing.ts';
import { RecordBuilder } from './turn-record.ts';
import type { FloorCommand, FloorEvent } from './turn-taking.ts';
import { Tutor } from './tutor.ts';
import type { Final, Utterance } from './utterance.ts';

/** Opens a conversation over a scene. Throws a RangeError for options that would mute it. */
export function openConversation(deps: ConversationDeps, options: ConversationOptions): LiveConversation {
  return new LiveConversation(deps, options);
}

class LiveConversation implements Conversation {
  readonly id: string;
  readonly #deps: ConversationDeps;
  readonly #scene: Scene;
  readonly #scope: Scope;
  readonly #hearing: Hearing;
  readonly #learner: Learner;
  readonly #manual: ManualTurns;
  readonly #tutor: Tutor;
  readonly #history: History;
  readonly #answering: Answering;
  readonly #echo: EchoGuard;
  readonly #endpointing: Endpointing;
  readonly #keeper: FloorKeeper;
  #settings: ConversationSettings;
  /** A reply was asked for before its manual turn was understood. */
  #wish: { turnId: string; voiced: boolean } | undefined;
  /** The utterance of the turn being answered, until the answer sounds: the learner may go on with it. */
  #answered: { utterance: Utterance; record: RecordBuilder } | undefined;
  #retracted: { utterance: Utterance; record: RecordBuilder } | undefined;
  /** Nothing more is taken in; and then nothing more is told. */
  #closing = false;
  #closed = false;
  #end: Promise<void> = Promise.resolve();

  constructor(deps: ConversationDeps, options: ConversationOptions) {
    const { clock, log, recogniser, voice } = deps;
    const timing = timingOf(options.timing ?? {});
    const scene = options.scene;
    this.id = options.id;
    this.#deps = deps;
    this.#scene = scene;
    this.#settings = settingsOf(defaultSettings, options.settings ?? {});
    this.#endpointing = options.endpointing ?? textAware(adaptivePatience);
    this.#history = new History(options.history ?? []);
    this.#scope = new Scope(`conversation ${options.id}`, new AbortController().signal, (error) => this.#onBug(error));
    const scope = this.#scope;
    this.#keeper = new FloorKeeper({
      carryOut: (command) => this.#carryOut(command),
      moved: (floor) => void (floor.at === 'learner' && this.#learner.announce()),
      failed: (error) => this.#onBug(error),
    });
    const emit: EventSink = (event) => this.#emit(event);
    const newTurnId = (): string => deps.newId('turn');
    this.#echo = new EchoGuard(clock);
    const checks = new Checks({ clock, log, scope, timing, emit, check: deps.check });
    this.#hearing = new Hearing(
      { activity: deps.activity, clock, scope, log },
      { ...(options.speech ?? { onset: 0.5, offset: 0.35 }), minSpeechMs: timing.minSpeechMs },
      {
        isEcho: (loudness, speech) => this.#echo.isEcho(loudness, speech),
        speech: () => this.#onSpeech(),
        silence: (fromMs) => this.#onSilence(fromMs),
        window: () => this.#learner.watch(),
      },
    );
    const hearing = this.#hearing;
    this.#learner = new Learner(
      {
        ...{ clock, scope, timing, recogniser, hearing, emit, newTurnId },
        listening: () => this.#answering.listening,
        endpointing: () =>
          this.#settings.silenceMs === undefined
            ? this.#endpointing
            : fixedPatience(this.#settings.silenceMs, 'client'),
        prerollMs: () => this.#settings.prerollMs,
        floor: () => this.#keeper.floor,
      },
      options.habit ?? noHabit,
      {
        advance: (event) => this.#advance(event),
        early: (final) => this.#prepare(final),
        wentOn: () => this.#tutor.discard(),
      },
    );
    this.#manual = new ManualTurns(
      { clock, scope, timing, recogniser, hearing, newTurnId, listening: () => this.#answering.listening },
      (turn) => this.#onManualTurn(turn),
    );
    this.#tutor = new Tutor(
      {
        ...{ clock, log, voice, recogniser, timing, scope, scene, emit, history: this.#history },
        voiceFor: (language) => this.#voiceFor(language),
        speed: () => this.#settings.speed,
      },
      { sounds: () => this.#onSound(), over: () => this.#onReplyOver() },
    );
    this.#answering = new Answering({
      ...{ clock, scene, checks, emit, tutor: this.#tutor, history: this.#history },
      newTurn: () => this.#newTurn(),
      onBug: (error) => this.#onBug(error),
    });
    recogniser.prewarm(expectation(this.#answering.listening));
  }

  open(): void {
    if (this.#closing || this.#keeper.floor.at !== 'open') return;
    this.#advance('reply-wanted', () => this.#answering.open(this.#settings.voiced));
  }

  hear(samples: Int16Array): void {
    if (this.#closing || samples.length === 0) return;
    if (!this.#settings.detectTurns) this.#manual.push(samples);
    this.#learner.utterance?.push(samples);
    this.#answered?.utterance.push(samples);
    this.#hearing.push(samples);
  }

  commit(): TurnRef | undefined {
    if (this.#closing) return undefined;
    if (this.#settings.detectTurns) {
      const { floor } = this.#keeper;
      const turn = this.#learner.utterance?.turn;
      if (floor.at !== 'learner' || floor.ended) return undefined;
      this.#advance('turn-over');
      return turn;
    }
    const committed = this.#manual.commit();
    if (!committed) return undefined;
    this.#emit({ kind: 'committed', turn: committed.turn, origin: 'spoken', audioMs: committed.audioMs });
    this.#manual.settle();
    return committed.turn;
  }

  clear(): void {
    if (this.#closing) return;
    this.#manual.clear();
    const { floor } = this.#keeper;
    if (floor.at === 'learner' || (floor.at === 'tutor' && floor.over)) this.#advance('nothing');
  }

  type(text: string): TurnRef {
    const turn = this.#newTurn();
    if (this.#closing) return turn;
    const heard: Heard = { how: 'typed', text, verdict: 'heard', words: [], tentative: false };
    this.#emit({ kind: 'committed', turn, origin: 'typed', audioMs: 0 });
    this.#answering.understood({ turn, origin: 'typed', heard, record: new RecordBuilder(this.#deps.clock) }, 0);
    return turn;
  }

  command(name: string): TurnRef {
    const turn = this.#newTurn();
    if (this.#closing) return turn;
    this.#emit({ kind: 'committed', turn, origin: 'command', audioMs: 0 });
    this.#advance('reply-wanted', () => this.#answering.command(name, turn, this.#settings.voiced));
    return turn;
  }

  respond(options: { voiced?: boolean } = {}): TurnRef | undefined {
    if (this.#closing || this.#keeper.tutors) return undefined;
    const voiced = options.voiced ?? this.#settings.voiced;
    const { awaited } = this.#manual;
    if (!awaited) return this.#answerNext(voiced);
    this.#wish = { turnId: awaited.id, voiced };
    this.#advance('reply-wanted');
    return awaited;
  }

  cancel(turnId?: string): boolean {
    return this.#tutor.cancel(turnId);
  }

  played(turnId: string, playedMs: number): void {
    if (this.#tutor.reply?.turn.id === turnId) this.#tutor.reply.report(playedMs);
  }

  truncate(turnId: string, playedMs: number): { heardText: string; heardMs: number } | undefined {
    return this.#tutor.truncate(turnId, playedMs);
  }

  configure(changes: Partial<ConversationSettings>): void {
    const settings = settingsOf(this.#settings, changes);
    if (this.#closing) return;
    if (settings.detectTurns !== this.#settings.detectTurns) this.clear();
    this.#settings = settings;
    // It was prepared for the settings of then.
    this.#tutor.discard();
  }

  history(): readonly HistoryItem[] {
    return this.#history.items;
  }

  snapshot(): ConversationSnapshot {
    return { scene: this.#scene.snapshot(), history: this.#history.items, pauseMs: this.#learner.habit.p95Ms };
  }

  /** What is still running, by name; empty once closed. */
  get pending(): readonly string[] {
    return this.#scope.pending;
  }

  /** Ends the reply, tells so, and resolves when all that was begun has ended. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }

  #close(last?: ConversationEvent): Promise<void> {
    if (this.#closing) return this.#end;
    this.#closing = true;
    this.#tutor.discard();
    this.#tutor.stop('interrupted');
    if (last) this.#emit(last);
    this.#closed = true;
    this.#end = this.#scope.close().then(() => this.#scene.close());
    return this.#end;
  }

  #onSpeech(): void {
    if (this.#closing || !this.#settings.detectTurns) return;
    const { floor } = this.#keeper;
    if (floor.at === 'tutor' && !floor.revocable && !this.#settings.interruptible) return;
    this.#advance('speech');
  }

  #onSilence(fromMs: number): void {
    if (this.#closing || !this.#settings.detectTurns) return;
    this.#learner.quietFrom(fromMs);
    this.#advance('silence');
  }

  #advance(event: FloorEvent, then?: () => void, still?: () => boolean): void {
    if (!this.#closing) this.#keeper.advance(event, then, still);
  }

  #carryOut(command: FloorCommand): void {
    switch (command) {
      case 'begin-utterance':
        return this.#beginUtterance();
      case 'continue-utterance':
        return this.#learner.goOn();
      case 'pause-utterance':
        return this.#learner.pause();
      case 'end-utterance':
        return this.#learner.end();
      case 'drop-utterance':
        this.#tutor.discard();
        return this.#learner.drop();
      case 'commit-utterance':
        return this.#commitUtterance();
      case 'retract-turn':
        return this.#retractTurn();
      case 'duck':
        return this.#settings.clientDucks ? this.#tutor.reply?.pause() : undefined;
      case 'resume':
        return this.#tutor.reply?.resume();
      case 'interrupt':
        this.#tutor.stop('interrupted');
        return undefined;
    }
  }

  #beginUtterance(): void {
    const retracted = this.#retracted;
    this.#retracted = undefined;
    this.#learner.begin(retracted);
    const by = this.#learner.utterance?.turn;
    if (retracted && by) this.#emit({ kind: 'continued', turn: retracted.utterance.turn, by });
  }

  #retractTurn(): void {
    const answered = this.#answered;
    this.#answered = undefined;
    this.#tutor.stop('skipped');
    if (!answered) return;
    this.#retracted = answered;
    this.#answering.takeBack(answered.utterance.turn);
  }

  /** A pause with an early result: the reply is prepared while the patience still runs. */
  #prepare(final: Final): void {
    const { utterance, record } = this.#learner;
    if (!utterance || final.verdict !== 'heard' || !this.#settings.replyToTurns) return;
    this.#answering.prepare({ turn: utterance.turn, record }, final, utterance.audio(), this.#settings.voiced);
  }

  #commitUtterance(): void {
    const { record } = this.#learner;
    const utterance = this.#learner.release();
    if (!utterance) return;
    const { turn, audioMs, result, error } = utterance;
    record.mark('committed');
    this.#emit({ kind: 'committed', turn, origin: 'spoken', audioMs });
    const { voiced, replyToTurns } = this.#settings;
    if (result) {
      const heard = heardOf(result, utterance.audio());
      this.#answering.understood({ turn, origin: 'spoken', heard, record }, audioMs);
    } else this.#answering.lost(turn, record, error);
    if (result && !replyToTurns) {
      this.#tutor.discard();
      return this.#free();
    }
    this.#answered = { utterance, record };
    this.#answering.answer(this.#answering.next(), voiced, result);
  }

  #onManualTurn({ turn, record, audioMs, audio, outcome }: ManualTurn): void {
    if (this.#closing) return;
    const wish = this.#wish?.turnId === turn.id ? this.#wish : undefined;
    if (wish) this.#wish = undefined;
    if (outcome instanceof Outage) {
      this.#answering.lost(turn, record, outcome);
      // Nobody may ask for the answer, which would tell: so it is told now.
      this.#emit({ kind: 'heard', turn, origin: 'spoken', text: '', verdict: 'unknown', words: [], audioMs });
    } else this.#answering.understood({ turn, origin: 'spoken', heard: heardOf(outcome, audio()), record }, audioMs);
    if (wish) this.#answerNext(wish.voiced);
  }

  #answerNext(voiced: boolean): TurnRef {
    const next = this.#answering.next();
    this.#advance('reply-wanted', () => this.#answering.answer(next, voiced));
    return next.turn;
  }

  #onSound(): void {
    this.#answered = undefined;
    this.#answering.listen();
    this.#advance('reply-sounds');
  }

  #onReplyOver(): void {
    this.#answered = undefined;
    this.#answering.listen();
    this.#free();
  }

  /** The floor is free, unless the client has asked for the next reply already. */
  #free(): void {
    const goOn = (): void => {
      const heard = this.#settings.detectTurns && this.#keeper.floor.at === 'open';
      if (heard && this.#hearing.talking) this.#advance('speech');
    };
    this.#advance('reply-over', goOn, () => this.#tutor.reply === undefined);
  }

  #voiceFor(language: string): string {
    return (language === this.#scene.language ? this.#settings.voice : undefined) ?? this.#deps.voiceFor(language);
  }

  #newTurn(): TurnRef {
    return { id: this.#deps.newId('turn'), revision: 0 };
  }

  #emit(event: ConversationEvent): void {
    if (this.#closed) return;
    this.#echo.note(event, () => this.#tutor.reply?.heardMs ?? 0);
    try {
      this.#deps.emit(event);
    } catch (error) {
      this.#deps.log.error('a door failed on an event', {
        kind: event.kind,
        error: error instanceof Error ? error.stack : String(error),
      });
    }
  }

  #onBug(error: unknown): void {
    this.#deps.log.error('a bug ended a conversation', { error: error instanceof Error ? error.stack : String(error) });
    const message = 'the conversation ended because of a mistake in the server';
    this.#close({ kind: 'broken', message }).catch((worse: unknown) =>
      this.#deps.log.error('a conversation did not close', { error: String(worse) }),
    );
  }
}

export type { LiveConversation };

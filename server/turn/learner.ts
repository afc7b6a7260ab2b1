import type { Clock } from '../kit/clock.ts';
import type { Scope } from '../kit/scope.ts';
import type { Expectation, SpeechToText } from '../ports/speech-to-text/port.ts';
import { isBackchannel, meaningfulWords } from './backchannels.ts';
import type { EventSink } from './conversation-api.ts';
import type { Endpointing, Patience } from './endpointing.ts';
import type { Hearing } from './hearing.ts';
import { matchedWords } from './matched-words.ts';
import { learnPause, type PauseHabit } from './pauses.ts';
import type { Listening } from './scene.ts';
import type { Timing } from './timing.ts';
import { RecordBuilder } from './turn-record.ts';
import type { Floor, FloorEvent } from './turn-taking.ts';
import { type Final, Utterance } from './utterance.ts';
import { normalised } from './words.ts';

export interface LearnerDeps {
  clock: Clock;
  scope: Scope;
  timing: Timing;
  recogniser: SpeechToText;
  hearing: Hearing;
  emit: EventSink;
  newTurnId(): string;
  listening(): Listening;
  endpointing(): Endpointing;
  prerollMs(): number;
  floor(): Floor;
}

export interface LearnerOut {
  advance(event: FloorEvent): void;
  /** An early result in a pause: a reply may be prepared on it. */
  early(final: Final): void;
  /** The learner went on: what was prepared is stale. */
  wentOn(): void;
}

const SAMPLES_PER_MS = 16;
/** Without any sound from the microphone for this long, an utterance is over. */
const STALL_MS = 2_500;

/** The learner's side of the floor: the utterance in progress, how long its pause may last, and what it turned out to be. */
export class Learner {
  utterance: Utterance | undefined;
  record: RecordBuilder;
  habit: PauseHabit;
  readonly #deps: LearnerDeps;
  readonly #out: LearnerOut;
  #announced = false;
  #silenceFromMs = 0;
  #patience: Patience | undefined;
  #stall: Disposable | undefined;
  /** Speech up to here belongs to a turn that is over. */
  #takenMs = 0;

  constructor(deps: LearnerDeps, habit: PauseHabit, out: LearnerOut) {
    this.#deps = deps;
    this.#out = out;
    this.habit = habit;
    this.record = new RecordBuilder(deps.clock);
  }

  /** Speech has begun, or goes on where `retracted` had been taken for a whole turn. */
  begin(retracted?: { utterance: Utterance; record: RecordBuilder }): void {
    const { hearing, clock } = this.#deps;
    this.record = retracted?.record ?? new RecordBuilder(clock);
    this.#forgetEnd();
    this.record.mark('speech_start', this.#clockAt(hearing.speechFromMs));
    if (retracted) {
      const { utterance } = retracted;
      return this.#open(utterance.startMs, utterance.audio(), utterance.speechMs);
    }
    // Who has talked for long is heard from where the sound is still kept.
    const before = hearing.since(Math.max(this.#takenMs, hearing.speechFromMs - this.#deps.prerollMs()));
    this.#open(hearing.atMs - before.length / SAMPLES_PER_MS, before, 0);
  }

  /** Tells the client once that the learner speaks; speech over the tutor is told only when it is meant. */
  announce(): void {
    const { utterance } = this;
    if (!utterance || this.#announced) return;
    this.#announced = true;
    this.#deps.emit({ kind: 'speech-start', turn: utterance.turn, atMs: utterance.startMs });
  }

  goOn(): void {
    const { hearing } = this.#deps;
    const pauseMs = hearing.speechFromMs - this.#silenceFromMs;
    if (this.#announced) this.habit = learnPause(this.habit, pauseMs);
    this.#forgetEnd();
    this.utterance?.goOn();
    this.#out.wentOn();
  }

  /** Silence began there; the floor is told next. */
  quietFrom(fromMs: number): void {
    this.#silenceFromMs = fromMs;
  }

  pause(): void {
    this.record.mark('speech_end', this.#clockAt(this.#silenceFromMs));
    this.#reconsider();
  }

  /** The utterance is over: it is judged now, or when its result comes. */
  end(): void {
    const { utterance } = this;
    if (!utterance) return;
    const { hearing } = this.#deps;
    this.#takenMs = hearing.talking ? hearing.atMs : this.#silenceFromMs;
    utterance.spokenUntil(this.#takenMs);
    this.record.mark('speech_end');
    this.record.patienceMs = hearing.silenceMs;
    if (this.#announced)
      this.#deps.emit({ kind: 'speech-end', turn: utterance.turn, atMs: utterance.startMs + utterance.audioMs });
    if (utterance.result ?? utterance.error) this.judge();
    else utterance.end();
  }

  drop(): void {
    const { utterance } = this;
    if (!utterance) return;
    const backchannel = utterance.text !== '' && isBackchannel(utterance.text, this.#deps.listening().language);
    if (this.#announced)
      this.#deps.emit({ kind: 'speech-dropped', turn: utterance.turn, why: backchannel ? 'backchannel' : 'noise' });
    this.release();
  }

  /** Lets go of the utterance, which the caller may keep. */
  release(): Utterance | undefined {
    const { utterance } = this;
    utterance?.close();
    this.utterance = undefined;
    this.#stall?.[Symbol.dispose]();
    return utterance;
  }

  /** What the utterance is worth, now that it has a result or has failed. */
  judge(): void {
    const { utterance } = this;
    const floor = this.#deps.floor();
    if (!utterance) return;
    const { result } = utterance;
    if (floor.at === 'tutor') return this.#judgeOverlap(utterance, result);
    if (floor.at !== 'learner' || !floor.ended) return;
    const noise = result?.verdict === 'unknown' && result.text === '' && utterance.speechMs < this.#deps.timing.noiseMs;
    this.#out.advance(noise ? 'nothing' : 'understood');
  }

  /** After each window of sound. */
  watch(): void {
    const { utterance } = this;
    const floor = this.#deps.floor();
    if (!utterance) return;
    const { hearing, timing } = this.#deps;
    utterance.heardSpeech(hearing.speechMs);
    if (floor.at === 'learner' && !floor.ended) {
      if (utterance.tooLong) {
        this.record.cut = true;
        return this.#out.advance('turn-over');
      }
      if (floor.talking) return;
      if (hearing.silenceMs >= timing.probeMs) this.#probe(utterance);
      if (this.#patience && hearing.silenceMs >= this.#patience.ms) this.#out.advance('turn-over');
    } else if (floor.at === 'tutor' && floor.over) this.#watchOverlap(floor.over.talking, utterance);
  }

  /** In a pause: asks for a result, and meanwhile lets a reply be prepared on what the partial text says. */
  #probe(utterance: Utterance): void {
    const guess = utterance.probe() ? guessed(utterance) : undefined;
    if (guess) this.#out.early(guess);
  }

  #watchOverlap(talking: boolean, utterance: Utterance): void {
    const { hearing, timing } = this.#deps;
    if (talking) {
      if (utterance.speechMs >= timing.duckMs) this.#out.advance('overlap-noticed');
      const idle =
        isBackchannel(utterance.text, this.#deps.listening().language) && utterance.speechMs < timing.meantMs * 2;
      if (utterance.speechMs >= timing.meantMs && !idle) this.#out.advance('overlap-meant');
      return;
    }
    if (hearing.silenceMs >= timing.probeMs) utterance.probe();
    if (hearing.silenceMs >= timing.falseInterruptionMs) this.#out.advance('nothing');
  }

  #judgeOverlap(utterance: Utterance, result: Final | undefined): void {
    const { language } = this.#deps.listening();
    if (utterance.error) return this.#out.advance('nothing');
    if (result?.verdict !== 'heard') return;
    if (isBackchannel(result.text, language)) return this.#out.advance('nothing');
    this.#out.advance('overlap-meant');
    if (result.endOfTurn) this.#out.advance('turn-over');
  }

  #open(startMs: number, before: Int16Array, speechMs: number): void {
    const { clock, scope, timing, recogniser } = this.#deps;
    this.release();
    this.#announced = false;
    this.#patience = undefined;
    const spec = {
      turnId: this.#deps.newTurnId(),
      expect: expectation(this.#deps.listening()),
      startMs,
      before,
      speechMs,
    };
    this.utterance = new Utterance({ clock, scope, timing, recogniser }, spec, {
      partial: (text) => this.#onPartial(text),
      final: (final) => this.#onFinal(final),
      failed: () => this.judge(),
    });
    this.#watchStall(this.#deps.hearing.atMs);
  }

  #onPartial(text: string): void {
    const { utterance } = this;
    if (!utterance || text === '') return;
    this.record.mark('text_first');
    if (this.#announced) {
      const matched = matchedWords(text, this.#deps.listening().phrases);
      this.#deps.emit({ kind: 'partial', turn: utterance.turn, text, matched });
    }
    if (!this.#announced) this.#hearWordsOver(text);
    this.#reconsider();
  }

  /** Words over the tutor's voice mean it when the recogniser hears free speech; one that only tells phrases apart always hears one. */
  #hearWordsOver(text: string): void {
    if (!this.#deps.recogniser.capabilities.dictation) return;
    const { language, commands } = this.#deps.listening();
    const said = normalised(text);
    const command = commands.some((one) => normalised(one.text) === said);
    if (command || meaningfulWords(text, language) >= 2) this.#out.advance('overlap-meant');
  }

  #onFinal(final: Final): void {
    this.record.mark('text_first');
    this.record.mark('text_final');
    this.#reconsider();
    const floor = this.#deps.floor();
    if (floor.at === 'learner' && !floor.ended) {
      if (final.endOfTurn) return this.#out.advance('turn-over');
      return this.#out.early(final);
    }
    this.judge();
  }

  /** Asks the endpointing again: more is known. */
  #reconsider(): void {
    const { utterance } = this;
    if (!utterance) return;
    const { text, result, speechMs } = utterance;
    const pause = {
      listening: this.#deps.listening(),
      habit: this.habit,
      text,
      verdict: result?.verdict,
      phraseId: result?.phraseId,
      speechMs,
    };
    const patience = this.#deps.endpointing()(pause);
    if (patience.ms === this.#patience?.ms && patience.why === this.#patience.why) return;
    this.#patience = patience;
    if (this.#announced)
      this.#deps.emit({ kind: 'endpoint', turn: utterance.turn, patienceMs: patience.ms, why: patience.why });
  }

  #forgetEnd(): void {
    this.record.unmark('speech_end');
    this.record.unmark('text_final');
  }

  /** A microphone that falls dumb in mid-utterance must not hold the floor. */
  #watchStall(atMs: number): void {
    const { clock, scope, hearing } = this.#deps;
    this.#stall?.[Symbol.dispose]();
    this.#stall = scope.after(clock, STALL_MS, () => {
      if (hearing.atMs > atMs) return this.#watchStall(hearing.atMs);
      if (hearing.talking) this.#silenceFromMs = atMs;
      hearing.hush();
      this.#out.advance('silence');
      this.#out.advance(this.#deps.floor().at === 'tutor' ? 'nothing' : 'turn-over');
    });
  }

  /** The clock's time of a place on the learner's audio timeline. */
  #clockAt(atMs: number): number {
    return this.#deps.clock.now() - (this.#deps.hearing.atMs - atMs);
  }
}

/** The result that a partial text promises, when it is just one of the expected phrases. */
function guessed(utterance: Utterance): Final | undefined {
  const said = normalised(utterance.text);
  const phrase = utterance.expect.phrases.find((one) => normalised(one.text) === said);
  if (!phrase) return undefined;
  return { kind: 'final', text: phrase.text, verdict: 'heard', phraseId: phrase.id, confidence: 0, words: [] };
}

/** Everything the learner may say now: answers and commands. */
export function expectation(listening: Listening): Expectation {
  return { language: listening.language, phrases: [...listening.phrases, ...listening.commands] };
}

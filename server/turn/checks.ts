import type { Clock } from '../kit/clock.ts';
import { Aborted, Outage } from '../kit/errors.ts';
import { limited } from '../kit/limit.ts';
import { LinkedAbort } from '../kit/link-signal.ts';
import type { Log } from '../kit/log.ts';
import type { Scope } from '../kit/scope.ts';
import type { GrammarFinding } from '../ports/grammar/port.ts';
import type { EventSink } from './conversation-api.ts';
import type { TurnRef } from './events.ts';
import type { Timing } from './timing.ts';

export type UtteranceCheck = (
  said: { text: string; language: string; spoken: boolean },
  signal: AbortSignal,
) => Promise<readonly GrammarFinding[]>;

/** Checks under way at once in one conversation; a learner who outruns them loses the newest, which is logged. */
const AT_ONCE = 4;

/** The check beside the reply: it lives as long as the conversation, so neither delays a reply nor dies with one. */
export class Checks {
  readonly #deps: {
    clock: Clock;
    log: Log;
    scope: Scope;
    timing: Timing;
    emit: EventSink;
    check: UtteranceCheck | undefined;
  };
  readonly #running = new Map<string, LinkedAbort>();

  constructor(deps: {
    clock: Clock;
    log: Log;
    scope: Scope;
    timing: Timing;
    emit: EventSink;
    check: UtteranceCheck | undefined;
  }) {
    this.#deps = deps;
  }

  /** Sends one `correction` for the turn when something is found. */
  start(turn: TurnRef, said: { text: string; language: string; spoken: boolean }): void {
    const { check, scope, log } = this.#deps;
    if (!check || said.text === '') return;
    if (this.#running.size >= AT_ONCE) return log.warn('a check was left out: too many at once', { turn_id: turn.id });
    scope.spawn(async (signal) => {
      using life = new LinkedAbort(signal);
      this.#running.set(turn.id, life);
      try {
        await this.#run(check, turn, said, life.signal);
      } finally {
        this.#running.delete(turn.id);
      }
    });
  }

  /** The turn was taken back: what it said is part of a later one, and is checked there. */
  drop(turnId: string): void {
    this.#running.get(turnId)?.abort(new Aborted('the turn was taken back'));
  }

  async #run(
    check: UtteranceCheck,
    turn: TurnRef,
    said: { text: string; language: string; spoken: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, log, timing, emit } = this.#deps;
    const ms = timing.checkMs;
    const late = (): Outage =>
      new Outage({ port: 'grammar', provider: 'check', retryable: true }, `no answer for ${ms} ms`);
    try {
      const findings = await limited(clock, ms, late, (inner) => check(said, inner), signal);
      const named = findings.map((finding, n) => ({ ...finding, id: `${turn.id}/c${n + 1}` }));
      if (named.length > 0) emit({ kind: 'correction', turn, text: said.text, findings: named });
    } catch (error) {
      if (signal.aborted) return;
      log.warn('a check failed', { turn_id: turn.id, error: error instanceof Error ? error.message : String(error) });
    }
  }
}

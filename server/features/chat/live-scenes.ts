import type { Clock } from '../../kit/clock.ts';
import type { Scene } from '../../turn/scene.ts';

/** So many talks are kept at hand, each until it was quiet for this long; the rest is read from where it is kept. */
const MOST = 500;
const IDLE_MS = 600_000;

interface Live {
  scene: Scene;
  version: number;
  /** Forgets it, so that no words of a talk stay in memory when it is over, or its learner gone. */
  idle: Disposable;
}

/** Scenes of talks under way, so that they know how long an answer took and need not be read at each turn. */
export class LiveScenes {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #live = new Map<string, Live>();

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** The scene of a session as it was left at this version; it is the caller's until it is given back. */
  take(sessionId: string, version: number): Scene | undefined {
    const found = this.#live.get(sessionId);
    if (!found) return undefined;
    this.#live.delete(sessionId);
    found.idle[Symbol.dispose]();
    if (found.version === version) return found.scene;
    found.scene.close();
    return undefined;
  }

  giveBack(sessionId: string, version: number, scene: Scene): void {
    this.forget(sessionId);
    const idle = this.#clock.after(IDLE_MS, () => this.forget(sessionId));
    this.#live.set(sessionId, { scene, version, idle });
    // The one used longest ago comes first.
    const [oldest] = this.#live.keys();
    if (this.#live.size > MOST && oldest !== undefined) this.forget(oldest);
  }

  forget(sessionId: string): void {
    const found = this.#live.get(sessionId);
    if (!found) return;
    this.#live.delete(sessionId);
    found.idle[Symbol.dispose]();
    found.scene.close();
  }

  closeAll(): void {
    for (const id of [...this.#live.keys()]) this.forget(id);
  }
}

import type { Clock } from '../../kit/clock.ts';
import type { Scene } from '../../turn/scene.ts';

/** So many talks are kept at hand, each until it was quiet for this long; the rest is read from where it is kept. */
const MOST = 500;
const IDLE_MS = 600_000;

interface Live {
  scene: Scene;
  version: number;
  usedAt: number;
}

/** Scenes of talks under way, so that they know how long an answer took and need not be read at each turn. */
export class LiveScenes {
  readonly #clock: Clock;
  readonly #live = new Map<string, Live>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The scene of a session as it was left at this version; it is the caller's until it is given back. */
  take(sessionId: string, version: number): Scene | undefined {
    const found = this.#live.get(sessionId);
    this.#live.delete(sessionId);
    if (!found) return undefined;
    if (found.version === version && this.#clock.now() - found.usedAt < IDLE_MS) return found.scene;
    found.scene.close();
    return undefined;
  }

  giveBack(sessionId: string, version: number, scene: Scene): void {
    this.#live.get(sessionId)?.scene.close();
    this.#live.delete(sessionId);
    this.#live.set(sessionId, { scene, version, usedAt: this.#clock.now() });
    const now = this.#clock.now();
    // The one used longest ago comes first.
    for (const [id, { scene: old, usedAt }] of this.#live) {
      if (this.#live.size <= MOST && now - usedAt < IDLE_MS) break;
      old.close();
      this.#live.delete(id);
    }
  }

  closeAll(): void {
    for (const { scene } of this.#live.values()) scene.close();
    this.#live.clear();
  }
}

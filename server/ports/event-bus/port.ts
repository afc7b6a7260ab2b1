/** Tells every replica what changed. Best effort: a fact that must not be lost goes through the database. */
export interface EventBus extends AsyncDisposable {
  readonly provider: string;
  publish(topic: string, message: string): Promise<void>;
  /**
   * Messages published after the call, in order; ends on abort. To be read once. A consumer over `maxBehind` behind loses the oldest and is
   * told by `lagged`. While the bus is away it waits.
   */
  subscribe(topic: string, signal: AbortSignal): AsyncIterable<BusMessage>;
  health(): Promise<{ ok: boolean; detail: string }>;
}

export const maxBehind = 1_000;

export interface BusMessage {
  message: string;
  /** Messages lost before this one, because the consumer was too slow or the bus was away. */
  lagged: number;
}

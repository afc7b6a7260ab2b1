export interface PgliteWorkerData {
  dataFolder: string;
  socketPath: string;
}

export type FromPgliteWorker = { kind: 'ready' } | { kind: 'failed'; failure: PgliteFailure };

export interface PgliteFailure {
  message: string;
  /** Node's code, or emscripten's number as `errno-51`. */
  code: string | undefined;
  /** The last lines PostgreSQL wrote. */
  lines: string[];
}

export type ToPgliteWorker = { kind: 'close' };

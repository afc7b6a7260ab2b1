import type { FastifyInstance } from 'fastify';
import type { Migration } from './ports/database/port.ts';
import type { JobQueue } from './ports/jobs/port.ts';
import type { Scene } from './turn/scene.ts';

/** A feature, as `app.ts` lists it: everything it adds to the server. */
export interface Feature {
  readonly name: string;
  readonly migrations?: readonly Migration[];
  /** HTTP routes and sockets, mounted on the server. */
  readonly routes?: (server: FastifyInstance) => void | Promise<void>;
  readonly queues?: readonly JobQueue[];
  /** Scenes that this feature can open, by id. */
  readonly scenes?: SceneSource;
  /** Runs until `signal` aborts; returns once started. */
  readonly start?: (signal: AbortSignal) => Promise<void>;
}

export interface SceneSource {
  list(): readonly SceneSummary[];
  /** Opens a scene; `state` is an earlier `snapshot()`, trusted only after validation. Undefined when there is no such scene. */
  open(id: string, options: { state?: unknown; translateTo?: string }): Scene | undefined;
}

export interface SceneSummary {
  id: string;
  title: string;
  language: string;
  level: string;
  /** Language of translations and hints. */
  from: string;
  description: string;
}

/** Who does something; the audit log is right for free. */
export type Actor = { kind: 'learner'; id: string } | { kind: 'api-key'; id: string } | { kind: 'system'; why: string };

import type { FastifyInstance } from 'fastify';
import type { Role, Scope } from '../wire/access.ts';
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

export interface Scenes {
  list(): readonly SceneSummary[];
  /** One that is opened by its id and not offered in the list, such as a task of a lesson. */
  unlisted?(id: string): SceneSummary | undefined;
  /** Opens a scene; `state` is an earlier `snapshot()`, trusted only after validation. Undefined when there is no such scene. */
  open(id: string, options: { state?: unknown; translateTo?: string }): Scene | undefined;
}

export interface SceneSource extends Scenes {
  /** The scenes as this person has them: with their settings, drafts and cards, as they are now. Absent where all have the same. */
  forPerson?(personId: string): Promise<Scenes>;
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

/** A person, signed in or the single learner of a private server (`sessionId` null), or a key that acts for one. */
export type PersonActor =
  | { kind: 'person'; personId: string; role: Role; sessionId: string | null }
  | { kind: 'api-key'; personId: string; role: Role; keyId: string; scopes: readonly Scope[] };

/** Who does something; the audit log is right for free. */
export type Actor = PersonActor | { kind: 'system'; why: string };

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Throws on an open door, where nobody needs to be known. */
    readonly actor: PersonActor;
  }
}

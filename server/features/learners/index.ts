import {
  defaultSettings,
  type Settings,
  type SettingsChange,
  settings,
  settingsChange,
} from '../../../wire/settings.ts';
import type { Feature } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { AnyTransaction, Database } from '../../ports/database/port.ts';
import type { LearningEvent } from './learning-event.ts';
import { learnersMigration } from './migrations/0002-learners.ts';
import { learnerRoutes } from './routes.ts';
import { storableEvent } from './storable-event.ts';
import { LearnersStore, type Person } from './store.ts';

export type { AnyTransaction } from '../../ports/database/port.ts';
export type { LearningEvent, LearningEventOf } from './learning-event.ts';
export type { Person } from './store.ts';
export { toldAt } from './told-at.ts';

/** The learner of a server that has one and asks for no account; the first account takes this person over. */
export const LOCAL_PERSON = 'person_local';

/** Keeps tables of its own in step with the learning log, in the transaction that appends to it. */
export interface Projection {
  readonly name: string;
  /** `events` are new and in the order given; called under a lock of the person. */
  apply(tx: AnyTransaction, personId: string, events: readonly LearningEvent[]): Promise<void>;
}

export interface LearnersDeps {
  clock: Clock;
  log: Log;
  database: Database;
  /** Asked at each write, so that features may be made in any order. */
  projections(): readonly Projection[];
  /** Told in the transaction that changes settings, with all of them as they are then. */
  settingsChanged?(tx: AnyTransaction, personId: string, settings: Settings): Promise<void>;
  /** The address of an account, for `GET /v1/me`. */
  emailOf(personId: string): Promise<{ email: string; verified: boolean } | undefined>;
}

export interface LearnersFeature extends Feature {
  person(id: string): Promise<Person | undefined>;
  addPerson(tx: AnyTransaction, person: Person): Promise<void>;
  rename(personId: string, name: string): Promise<void>;
  /** With the transaction that asks, where there is one: inside it nothing else can be asked. */
  settingsOf(personId: string, tx?: AnyTransaction): Promise<Settings>;
  /** Exchanges that were answered right at the first try and without help, by lesson. */
  answeredWell(personId: string): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  changeSettings(personId: string, change: SettingsChange): Promise<Settings>;
  /** All as they were at first. */
  resetSettings(personId: string): Promise<Settings>;
  /** Appends to the learning log and to all that follows from it. Answers the events that were new. */
  record(tx: AnyTransaction, personId: string, events: readonly LearningEvent[]): Promise<readonly LearningEvent[]>;
}

/** Who learns here, how they like it, and the log of what they did. */
export function learners(deps: LearnersDeps): LearnersFeature {
  const { clock, database, log } = deps;
  const store = new LearnersStore(database);
  const now = (): Date => new Date(clock.wall());

  const changedBy = async (personId: string, tx?: AnyTransaction): Promise<SettingsChange> => {
    const kept = await store.changedSettings(personId, tx);
    const parsed = settingsChange.safeParse(kept ?? {});
    if (parsed.success || kept === undefined || Object.keys(kept as object).length === 0) return parsed.data ?? {};
    // Of a newer or an older version: what is still valid goes on.
    log.warn('settings do not fit and are read in part', { person: personId });
    const valid = Object.entries(kept as object).filter(
      ([name, value]) => settingsChange.safeParse({ [name]: value }).success,
    );
    return Object.fromEntries(valid);
  };

  const feature: LearnersFeature = {
    name: 'learners',
    migrations: [learnersMigration],
    person: (id) => store.person(id),
    addPerson: (tx, person) => store.addPerson(tx, person),
    rename: (personId, name) => store.rename(personId, name),
    async settingsOf(personId, tx) {
      return settings.parse({ ...defaultSettings, ...(await changedBy(personId, tx)) });
    },
    answeredWell: (personId) => store.answeredWell(personId),
    async changeSettings(personId, change) {
      return store.saveSettings(personId, now(), async (tx) => {
        const changed = { ...(await changedBy(personId, tx)), ...change };
        const all = settings.parse({ ...defaultSettings, ...changed });
        await deps.settingsChanged?.(tx, personId, all);
        return { changed, all };
      });
    },
    resetSettings: (personId) =>
      store.saveSettings(personId, now(), async (tx) => {
        await deps.settingsChanged?.(tx, personId, defaultSettings);
        return { changed: {}, all: defaultSettings };
      }),
    async record(tx, personId, events) {
      if (events.length === 0) return [];
      // One that is twice in what is told (two turns that begin the same lesson, a client's queue) counts as its first.
      const byId = new Map<string, LearningEvent>();
      for (const event of events) if (!byId.has(event.id)) byId.set(event.id, storableEvent(event));
      const once = [...byId.values()];
      const written = await store.append(tx, personId, once, now());
      const fresh = once.filter(({ id }) => written.has(id));
      if (fresh.length > 0) {
        for (const projection of deps.projections()) await projection.apply(tx, personId, fresh);
      }
      return fresh;
    },
    routes: (server) => learnerRoutes(server, { store, learners: feature, emailOf: deps.emailOf, now }),
    async start() {
      const local: Person = { id: LOCAL_PERSON, name: '', role: 'admin', createdAt: now() };
      await store.transaction((tx) => store.addPerson(tx, local));
    },
  };
  return feature;
}

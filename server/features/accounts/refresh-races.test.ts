import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIds } from '../../kit/ids.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { learnersMigration } from '../learners/migrations/0002-learners.ts';
import { accountsMigration } from './migrations/0004-accounts.ts';
import { openServerKeys, type ServerKeys } from './server-keys.ts';
import { createSessions, RETRY_MS, type Sessions } from './sessions.ts';
import type { AccountsTables } from './tables.ts';

let database: Database;
let keys: ServerKeys;
let sessions: Sessions;
const clock = new VirtualClock();

beforeAll(async () => {
  database = await openFakeDatabase();
  await database.migrate([learnersMigration, accountsMigration]);
  keys = await openServerKeys(database, clock);
  sessions = createSessions({ database, clock, newId: createIds(clock), keys: () => keys });
  const db = database.db.$extendTables<AccountsTables>();
  const at = new Date(clock.wall());
  await db.insertInto('people').values({ id: 'p', name: '', role: 'learner', created_at: at }).execute();
  const account = { person_id: 'p', email: 'p@example.org', verified_at: at, password_hash: '', password_at: at };
  await db
    .insertInto('accounts')
    .values({ ...account, locked_at: null, created_at: at })
    .execute();
});
afterAll(() => database[Symbol.asyncDispose]());

const open = () => database.transaction((tx) => sessions.open(tx, 'p', 'test'));

/** One client asks with a token of `age` generations ago, after a pause; several may ask at once. */
const step = fc.record({
  pause: fc.constantFrom(0, 1, RETRY_MS - 1, RETRY_MS, RETRY_MS + 1, 60_000),
  ages: fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: 1, maxLength: 3 }),
});

test('[A11] whatever is asked in whatever order, the tokens do as a chain of one does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const { sessionId, refreshToken } = await open();
      const chain = [refreshToken];
      let rotatedAt = clock.wall();
      let over = false;
      for (const { pause, ages } of steps) {
        await clock.advance(pause);
        // Asked one after the other, as the database has them come.
        for (const age of ages) {
          const current = chain.length - 1;
          const at = Math.max(0, current - age);
          const answer = await sessions.refresh(chain[at] ?? '');
          if (over) {
            expect(answer).toEqual({ kind: 'over' });
          } else if (at === current) {
            if (answer.kind !== 'fresh') throw new Error(`the newest token was refused: ${answer.kind}`);
            expect(chain).not.toContain(answer.refreshToken);
            chain.push(answer.refreshToken);
            rotatedAt = clock.wall();
          } else if (at === current - 1 && clock.wall() - rotatedAt <= RETRY_MS) {
            expect(answer).toMatchObject({ kind: 'fresh', refreshToken: chain[current] });
          } else {
            expect(answer).toEqual({ kind: 'reuse', personId: 'p', sessionId });
            over = true;
          }
          expect((await sessions.alive(sessionId)) === undefined).toBe(over);
        }
      }
    }),
    { numRuns: 60, seed: 3 },
  );
});

test('[A12] clients that race with one token never end their session, nor get two chains', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 5 }), async (racers) => {
      const { sessionId, refreshToken } = await open();
      let token = refreshToken;
      for (const many of racers) {
        const answers = await Promise.all(Array.from({ length: many }, () => sessions.refresh(token)));
        const got = new Set(answers.map((answer) => (answer.kind === 'fresh' ? answer.refreshToken : answer.kind)));
        expect(got.size).toBe(1);
        [token = ''] = [...got];
        await clock.advance(1_000);
      }
      expect(await sessions.alive(sessionId)).toEqual({ personId: 'p', role: 'learner' });
    }),
    { numRuns: 20, seed: 5 },
  );
});

test('[A12] a thief and the owner who refresh one after the other both lose the session', async () => {
  for (const first of ['owner', 'thief']) {
    const { sessionId, refreshToken: stolen } = await open();
    expect([first, (await sessions.refresh(stolen)).kind]).toEqual([first, 'fresh']);
    await clock.advance(RETRY_MS + 1);
    expect((await sessions.refresh(stolen)).kind).toBe('reuse');
    expect(await sessions.alive(sessionId)).toBeUndefined();
  }
});

test('[A17] what is kept of a session makes no token', async () => {
  const { sessionId, refreshToken } = await open();
  await sessions.refresh(refreshToken);
  const row = await database.db
    .$extendTables<AccountsTables>()
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow();
  for (const kept of [row.refresh_hash, row.previous_hash ?? '']) {
    expect(refreshToken).not.toContain(kept);
    const made = `${sessionId}.${kept}.${keys.digest('refresh', `tag/${sessionId}/${kept}`).slice(0, 22)}`;
    // Even with the server's keys it is a token of none of the session's.
    expect((await sessions.refresh(made)).kind).not.toBe('fresh');
  }
});

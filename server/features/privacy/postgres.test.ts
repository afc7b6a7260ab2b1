import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ring } from '../../../scripts/test-rings.ts';
import { openPostgres } from '../../adapters/postgres/open-postgres.ts';
import { realClock } from '../../kit/clock.ts';
import { silentLog } from '../../kit/log.ts';
import { Secret } from '../../kit/secret.ts';
import { fakeBlobs } from '../../ports/blobs/fake.ts';
import {
  type AccountsRoom,
  memberOf,
  OPERATOR_KEY,
  openAccountsRoom,
  PASSWORD,
} from '../accounts/testing/accounts-room.ts';
import { type PrivacyFeature, privacy } from './index.ts';
import { fillTables, tablesWith } from './testing/fill-tables.ts';

const server = ring('postgres');
const name = `test_${randomBytes(6).toString('hex')}`;

async function administer(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Many connections, so that what is asked at once is at once. */
describe.skipIf(server === undefined)('accounts and privacy on PostgreSQL', () => {
  let room: AccountsRoom;
  let feature: PrivacyFeature | undefined;
  const blobs = fakeBlobs();

  beforeAll(async () => {
    await administer(`create database ${name}`);
    const url = new URL(server ?? '');
    url.pathname = name;
    room = await openAccountsRoom({
      database: await openPostgres({ url: new Secret(url.href), maxConnections: 8, clock: realClock, log: silentLog }),
      more(made) {
        feature = privacy({
          ...made,
          log: silentLog,
          blobs,
          async *filesOf(id, during) {
            for await (const { key } of blobs.list(`recordings/${id}/`, during)) yield key;
          },
          hangUp: async () => undefined,
        });
        return [feature];
      },
    });
  });
  afterAll(async () => {
    await feature?.[Symbol.asyncDispose]();
    await room?.[Symbol.asyncDispose]();
    await administer(`drop database if exists ${name} with (force)`);
  });

  test('[A12] refreshes at the very same time get the same token', async () => {
    const ola = await room.member('learner', 'ola@example.org');
    let token = ola.refresh;
    for (let round = 0; round < 5; round += 1) {
      const used = token;
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => room.ask('/auth/refresh', { body: { refresh_token: used } })),
      );
      const got = new Set(answers.map(({ status, body }) => `${status} ${body.tokens?.refresh_token}`));
      expect(got.size).toBe(1);
      token = answers[0]?.body.tokens.refresh_token;
      expect(token).not.toBe(used);
    }
  });

  test('[A15] wrong passwords at the very same time are all counted', async () => {
    const body = { email: 'many@example.org', password: 'wrong' };
    const answers = await Promise.all(Array.from({ length: 12 }, () => room.ask('/auth/login', { body })));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  test('[A5] of two who use the first link at the very same time one is the admin', async () => {
    const token = await room.welcomeToken();
    const answers = await Promise.all(
      [1, 2, 3].map((n) =>
        room.ask('/auth/register', { body: { email: `first${n}@example.org`, password: PASSWORD, token } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  });

  test('[A22] of two admins who leave at the very same time one stays', async () => {
    const { body } = await room.ask('/v1/people?role=admin', { as: OPERATOR_KEY });
    const first = body.data[0].id;
    const second = (await room.member('admin', 'second@example.org')).id;
    const leave = (id: string) =>
      room.ask(`/v1/people/${id}`, { method: 'PATCH', as: OPERATOR_KEY, body: { role: 'learner' } });
    const answers = await Promise.all([leave(first), leave(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('[V4] an erasure leaves nothing of the person, and its space is given back', async () => {
    const kai = await room.member('learner', 'canary-kai@example.org');
    await fillTables(room.database, kai.id, 'kai');
    expect((await tablesWith(room.database, 'canary-kai')).length).toBeGreaterThan(5);
    const { status } = await room.ask('/v1/me', { method: 'DELETE', as: kai.access, body: { password: PASSWORD } });
    expect(status).toBe(200);
    await feature?.settled();
    expect(await tablesWith(room.database, 'canary-kai')).toEqual([]);
    expect((await sql`select * from erasures`.execute(room.database.db)).rows).toEqual([]);
    // Nor in what the planner remembers of the rows.
    const { rows } =
      await sql`select 1 from pg_stats where most_common_vals::text like '%canary-kai%' or histogram_bounds::text like '%canary-kai%'`.execute(
        room.database.db,
      );
    expect(rows).toEqual([]);
  });

  test('[A10] signing in works on a server of its own', async () => {
    const body = { email: 'second@example.org', password: PASSWORD };
    expect(memberOf(await room.ask('/auth/login', { body })).access).toMatch(/^ey/);
  });
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDiskBlobs } from '../../adapters/disk/disk-blobs.ts';
import { openMailFolder } from '../../adapters/mail-folder/mail-folder.ts';
import { openPglite } from '../../adapters/pglite/open-pglite.ts';
import { connectPostgres } from '../../adapters/postgres/connect-postgres.ts';
import { realClock } from '../../kit/clock.ts';
import { silentLog } from '../../kit/log.ts';
import { type FakeBlobs, fakeBlobs } from '../../ports/blobs/fake.ts';
import { copyEmptyDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { openAccountsRoom, PASSWORD } from '../accounts/testing/accounts-room.ts';
import { type EraseDeps, erasePerson, finishErasures } from './erase-person.ts';
import { exportPerson } from './export-person.ts';
import { type PrivacyFeature, privacy } from './index.ts';
import { fillTables, tablesWith } from './testing/fill-tables.ts';

const { signal } = new AbortController();
const operator = { kind: 'person', personId: 'person_local', role: 'admin', sessionId: null } as const;

async function openRoom({ hangUp = async () => undefined }: Partial<Pick<EraseDeps, 'hangUp'>> = {}) {
  const blobs = fakeBlobs();
  let feature: PrivacyFeature | undefined;
  const room = await openAccountsRoom({
    more(made) {
      feature = privacy({
        ...made,
        log: silentLog,
        blobs,
        filesOf: (id, during) => filesIn(blobs, id, during),
        hangUp,
      });
      return [feature];
    },
  });
  if (!feature) throw new Error('there is no privacy');
  return { room, blobs, privacy: feature };
}

async function* filesIn(blobs: Pick<FakeBlobs, 'list'>, personId: string, during: AbortSignal) {
  for await (const { key } of blobs.list(`recordings/${personId}/`, during)) yield key;
}

test('[V6] files that could not go with the rows go later', async () => {
  const { room, blobs, privacy: feature } = await openRoom();
  await using _ = room;
  const ola = await room.member('learner', 'ola@example.org');
  await blobs.put(`recordings/${ola.id}/a.wav`, Buffer.from('x'), signal);
  const erase = () => room.ask('/v1/me', { method: 'DELETE', as: ola.access, body: { password: PASSWORD } });
  blobs.goAway();
  expect((await erase()).status).toBe(503);
  expect((await room.ask('/v1/me', { as: ola.access })).status).toBe(401);
  await feature.settled();
  const { rows } = await sql`select * from erasures`.execute(room.database.db);
  expect(rows).toHaveLength(1);
  blobs.comeBack();
  await room.clock.advance(3_600_000);
  await feature.settled();
  expect(await Array.fromAsync(blobs.list('', signal))).toEqual([]);
  expect((await sql`select * from erasures`.execute(room.database.db)).rows).toEqual([]);
  await feature[Symbol.asyncDispose]();
});

test('[V4] without its letters nobody is erased, and nothing is half done', async () => {
  const { room, privacy: feature } = await openRoom();
  await using _ = room;
  const ola = await room.member('learner', 'ola@example.org');
  const erase = () => room.ask('/v1/me', { method: 'DELETE', as: ola.access, body: { password: PASSWORD } });
  const forget = room.mail.forget;
  room.mail.forget = async () => {
    throw new Error('away');
  };
  expect((await erase()).status).toBe(500);
  expect((await room.ask('/v1/me', { as: ola.access })).status).toBe(200);
  room.mail.forget = forget;
  expect((await erase()).status).toBe(200);
  await feature[Symbol.asyncDispose]();
});

test('[V4] a letter that was under way during the erasure is not left either', async () => {
  // Talks end between the letters and the rows, and letters may come in meanwhile.
  const { room, privacy: feature } = await openRoom({
    async hangUp() {
      await room.ask('/auth/forgot-password', { body: { email: 'ola@example.org' } });
      await room.accounts.settled();
    },
  });
  await using _ = room;
  const ola = await room.member('learner', 'ola@example.org');
  const { status } = await room.ask('/v1/me', { method: 'DELETE', as: ola.access, body: { password: PASSWORD } });
  expect(status).toBe(200);
  expect(room.mail.sent.map(({ to }) => to)).not.toContain('ola@example.org');
  await feature[Symbol.asyncDispose]();
});

test('[V2] the export is made as it is read, page by page', async () => {
  const { room, blobs, privacy: feature } = await openRoom();
  await using _ = room;
  const ola = await room.member('learner', 'ola@example.org');
  await sql`insert into learning_events (person_id, id, at, kind, data, written_at)
    select ${ola.id}, 'event-' || n, now(), 'review', jsonb_build_object('n', n), now()
    from generate_series(1, 2300) n`.execute(room.database.db);
  let queries = 0;
  const counted: Database = {
    ...room.database,
    get db() {
      queries += 1;
      return room.database.db;
    },
  };
  const parts = exportPerson(
    { clock: realClock, database: counted, blobs, filesOf: (id, during) => filesIn(blobs, id, during) },
    ola.id,
    signal,
  );
  const first = await parts.next();
  expect(first.done).toBe(false);
  const atFirst = queries;
  const chunks = [first.value ?? new Uint8Array(), ...(await Array.fromAsync(parts))];
  expect(atFirst).toBeLessThan(queries / 2);
  const files = unzipSync(new Uint8Array(Buffer.concat(chunks)));
  const events = JSON.parse(Buffer.from(files['tables/learning_events.json'] ?? []).toString());
  expect(new Set(events.map(({ id }: { id: string }) => id)).size).toBe(2_300);
  await feature[Symbol.asyncDispose]();
});

test('[V1] who invited others does not take their addresses along', async () => {
  const { room, privacy: feature } = await openRoom();
  await using _ = room;
  const ada = await room.admin();
  const invited = { email: 'leo@example.org', role: 'learner' };
  expect((await room.ask('/v1/people/invitations', { as: ada.access, body: invited })).status).toBe(201);
  const { status, body } = await room.ask('/v1/me/export', { as: ada.access });
  expect(status).toBe(200);
  const files = unzipSync(new Uint8Array(body as unknown as Uint8Array));
  const text = (name: string): string => Buffer.from(files[`tables/${name}.json`] ?? []).toString();
  expect(JSON.parse(text('invitations'))).toHaveLength(1);
  expect(text('accounts')).toContain('admin@example.org');
  expect(
    Object.keys(files)
      .map((name) => Buffer.from(files[name] ?? []).toString())
      .join(),
  ).not.toContain('leo@');
  await feature[Symbol.asyncDispose]();
});

test('[V5] nothing of an erased person is found in the data folder, the journal included', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parlando-erased-'));
  await copyEmptyDatabase(join(folder, 'data'));
  const database = await openPglite({ folder, connect: connectPostgres, clock: realClock, log: silentLog }, signal);
  const blobs = await openDiskBlobs({ folder: join(folder, 'blobs'), clock: realClock });
  const mail = openMailFolder({ folder: join(folder, 'mail'), from: 'tutor@localhost', clock: realClock });
  try {
    const { room, privacy: feature } = await openRoom();
    const features = room.migrations;
    await room[Symbol.asyncDispose]();
    await feature[Symbol.asyncDispose]();
    await database.migrate(features);
    for (const who of ['ola', 'kai']) {
      await sql`insert into people values (${who}, ${`canary-${who}`}, 'learner', now())`.execute(database.db);
      await fillTables(database, who, who);
      for (let n = 0; n < 200; n += 1) {
        await sql`insert into learning_events values (${who}, ${`e${n}`}, now(), 'x', jsonb_build_object('said', ${`canary-${who} `.repeat(n * 5)}::text), now())`.execute(
          database.db,
        );
      }
      await blobs.put(`recordings/${who}/a.wav`, Buffer.from(`canary-${who}`), signal);
      await mail.send({ to: `canary-${who}@example.org`, subject: 'Hello', text: `canary-${who}` }, signal);
    }
    expect(await filesWith(folder, 'canary-ola')).not.toEqual([]);
    const deps: EraseDeps = {
      clock: realClock,
      log: silentLog,
      database,
      blobs,
      mail,
      accounts: {
        audit: async () => undefined,
        emailOf: async (id) => ({ email: `canary-${id}@example.org`, verified: true }),
        requireSuccessor: async () => undefined,
        forgetAddress: async () => undefined,
      },
      learners: { addPerson: async () => undefined },
      filesOf: (id, during) => filesIn(blobs, id, during),
      hangUp: async () => undefined,
    };
    await erasePerson(deps, operator, 'ola', '127.0.0.1', signal);
    await finishErasures(deps, signal);
    expect(await filesWith(folder, 'canary-ola')).toEqual([]);
    expect(await tablesWith(database, 'canary-ola')).toEqual([]);
    expect((await tablesWith(database, 'canary-kai')).length).toBeGreaterThan(5);
    expect((await filesWith(folder, 'canary-kai')).some((path) => path.startsWith('/data/'))).toBe(true);
    await database[Symbol.asyncDispose]();
    expect(await filesWith(folder, 'canary-ola')).toEqual([]);
  } finally {
    await database[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);

async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch((error: unknown) => {
      // A file of the database that goes while it is looked for.
      if (Object(error).code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    if (bytes.includes(text)) found.push(path.replace(folder, ''));
  }
  return found;
}

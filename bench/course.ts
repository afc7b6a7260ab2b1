// Library, review and chat under many learners at once, beside an empty route; and the same in a crowd of 100 and of 100,000.
//   node bench/course.ts [--quick]
import pg from 'pg';
import { type Row, row, table } from './measure/rows.ts';
import { startServer } from './measure/server-child.ts';
import { rounded, type Spread, spread } from './measure/statistics.ts';
import { keyOf } from './workload/crowd.ts';

const AT_ONCE = 50;
const ROUNDS = { quick: 3, full: 12 };
const CROWDS = { quick: [100, 2_000], full: [100, 100_000] } as const;
/** A page may cost at most this many empty answers under the same load. */
const MOST_TIMES = 40;
/** And at most this many times as much in a large crowd as in a small one. */
const MOST_GROWTH = 1.5;

interface Path {
  name: string;
  ask(n: number, round: number): { path: string; body?: object };
}

const paths: readonly Path[] = [
  { name: 'library', ask: () => ({ path: '/v1/lessons?language=pl' }) },
  { name: 'review due', ask: () => ({ path: '/v1/review/queue?minutes=10' }) },
  { name: 'progress', ask: () => ({ path: '/v1/progress' }) },
  {
    name: 'chat',
    ask: () => ({ path: '/chat', body: { lesson_id: 'cafe-pl', text: 'Poproszę herbatę.' } }),
  },
  {
    name: 'review answer',
    ask: (n, round) => ({
      path: '/v1/review/answers',
      body: { answers: [{ card: `card_b${n}_${round + 1}production`, rating: 3, how: 'button', ms: 3_000 }] },
    }),
  },
];

export async function benchCourse(quick: boolean): Promise<Row[]> {
  const rounds = quick ? ROUNDS.quick : ROUNDS.full;
  const embedded = await measure({ learners: AT_ONCE, active: AT_ONCE }, rounds);
  const rows = paths.map(({ name }) =>
    row(`${name}, ${AT_ONCE} learners at once, embedded, p50`, 'ms', found(embedded, name).p50, {
      yardstick: { what: 'empty route', value: found(embedded, 'empty').p50 },
      note: `p95 ${found(embedded, name).p95}`,
    }),
  );
  for (const each of rows)
    each.note += `; at most ${MOST_TIMES} times: ${each.measured <= MOST_TIMES * (each.yardstick?.value ?? 0) ? 'yes' : 'NO'}`;
  const [small, large] = quick ? CROWDS.quick : CROWDS.full;
  const few = await inPostgres(small, rounds);
  const many = await inPostgres(large, rounds);
  for (const { name } of paths) {
    const growth = rounded(found(many, name).p50 / found(few, name).p50);
    rows.push(
      row(`${name}, ${large.toLocaleString('en')} learners against ${small}, PostgreSQL`, 'times', growth, {
        target: MOST_GROWTH,
        note: `p50 ${found(many, name).p50} against ${found(few, name).p50} ms`,
      }),
    );
  }
  return rows;
}

type Findings = ReadonlyMap<string, Spread>;

const found = (findings: Findings, name: string): Spread => findings.get(name) ?? spread([]);

async function measure(task: { url?: string; learners: number; active: number }, rounds: number): Promise<Findings> {
  await using server = await startServer<{ address: string }>(new URL('./course-server.ts', import.meta.url), task);
  const { address } = server.ready;
  const findings = new Map<string, Spread>();
  await load(address, { name: 'warm', ask: () => ({ path: '/v1/me' }) }, 2);
  findings.set('empty', await load(address, { name: 'empty', ask: () => ({ path: '/health' }) }, rounds));
  for (const path of paths) {
    await load(address, path, 1);
    findings.set(path.name, await load(address, path, rounds, 1));
  }
  return findings;
}

/** Every learner asks again as soon as the answer is there. */
async function load(address: string, path: Path, rounds: number, from = 0): Promise<Spread> {
  const times: number[] = [];
  const learner = async (n: number): Promise<void> => {
    for (let round = from; round < from + rounds; round += 1) {
      const { path: where, body } = path.ask(n, round);
      const begun = performance.now();
      const answer = await fetch(address + where, {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${keyOf(n)}`,
          'x-forwarded-for': `10.0.0.${n}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${where} answered ${answer.status}: ${text.slice(0, 300)}`);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => learner(n + 1)));
  return spread(times);
}

/** On a database of its own of the PostgreSQL at hand. */
async function inPostgres(learners: number, rounds: number): Promise<Findings> {
  const base = process.env.BENCH_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
  const name = `parlando_bench_${process.pid}`;
  const admin = new pg.Client(base);
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    const url = new URL(base);
    url.pathname = `/${name}`;
    return await measure({ url: url.href, learners, active: AT_ONCE }, rounds);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

if (import.meta.main) console.log(table(await benchCourse(process.argv.includes('--quick'))));

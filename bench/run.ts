// All benchmarks, one table: `npm run bench`. What is measured beside what yardstick, and against which target, docs/performance.md tells.
//   node bench/run.ts [--quick] [--only engine,socket,embedded,hour,start,course]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchCourse } from './course.ts';
import { benchEmbedded } from './embedded.ts';
import { benchEngine, type EngineFindings } from './engine.ts';
import { machine } from './measure/machine.ts';
import { met, type Row, table } from './measure/rows.ts';
import { benchSocket } from './socket.ts';
import { benchStartUp } from './start-up.ts';
import { benchVirtualHour } from './virtual-hour.ts';

/** Above this many running programs a core, figures tell of the others. */
const BUSY = 1.25;

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const { quick } = values;
const chosen = values.only?.split(',');
const before = machine();
const results = fileURLToPath(new URL('./results/', import.meta.url));
let overNominal: EngineFindings['overNominal'] = {};

const parts: readonly { name: string; run(): Promise<Row[]> }[] = [
  {
    name: 'engine',
    async run() {
      const found = await benchEngine(quick);
      overNominal = found.overNominal;
      return found.rows;
    },
  },
  { name: 'socket', run: () => benchSocket(quick, overNominal) },
  { name: 'embedded', run: () => benchEmbedded(quick) },
  { name: 'hour', run: () => benchVirtualHour(quick) },
  { name: 'start', run: () => benchStartUp(quick) },
  { name: 'course', run: () => benchCourse(quick) },
];

if (before.load > BUSY * before.cores) {
  console.log(
    `The machine is busy (load ${before.load} on ${before.cores} cores): times will tell of the others, too.\n`,
  );
}
interface PartResult {
  date: string;
  rows: (Row & { met: boolean | undefined })[];
}

const file = `${results}${quick ? 'quick.tmp' : 'latest.json'}`;
// Parts that are not run now keep what they had.
const kept: Record<string, PartResult> =
  chosen && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { parts: typeof kept }).parts : {};
const missed: string[] = [];
for (const { name, run } of parts) {
  if (chosen && !chosen.includes(name)) continue;
  const from = performance.now();
  const rows = await run();
  kept[name] = { date: machine().date, rows: rows.map((row) => ({ ...row, met: met(row) })) };
  missed.push(...rows.filter((row) => met(row) === false).map(({ what }) => what));
  console.log(`${name}, ${Math.round((performance.now() - from) / 1_000)} s\n${table(rows)}\n`);
  mkdirSync(results, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine: machine(), parts: kept }, null, 2)}\n`);
}
console.log(missed.length === 0 ? 'All targets met.' : `Missed: ${missed.join('; ')}.`);

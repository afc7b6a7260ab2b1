// The peer's own bench with the bare control, LiveKit and our engine, one after the other: `npm run bench:peer`.
//   node bench/peer.ts [--sessions 1,20] [--turns 10]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { machine } from './measure/machine.ts';
import { type Row, row, table } from './measure/rows.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const peer = join(root, '../shared/peers/livekit');
const INSTALL_MS = 300_000;
const RUN_MS = 300_000;

const { values } = parseArgs({
  options: { sessions: { type: 'string', default: '1,20' }, turns: { type: 'string', default: '10' } },
});

/** What the peer's bench prints after RESULT, as far as it is used here. */
interface PeerResult {
  overheadHops: Record<'p50' | 'p95' | 'p99', number>;
  overheadNominal: Record<'p50' | 'p95', number>;
  bargeToClear?: Record<'p50' | 'p95' | 'max', number>;
  cpuMsPerTurn: number;
  idleCpuMsPerSessionSecond: number;
  heapPerSessionIdleKB: number;
  heapPerSessionAfterKB: number;
  rssPeakMB: number;
  turns: number;
  lost: number;
}

type Sut = 'bare' | 'livekit' | 'parlando';
type Trio = Record<Sut, PeerResult>;

async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parlando-peer-'));
  try {
    for (const name of [
      'workload.ts',
      'bench.ts',
      'sut-bare.ts',
      'sut-livekit.ts',
      'package.json',
      'package-lock.json',
    ])
      cpSync(join(peer, name), join(folder, name));
    // The runner chooses by name; ours joins it without a change to the rest.
    const ours = pathToFileURL(join(root, 'bench/peer-sut.ts')).href;
    const runner = readFileSync(join(folder, 'bench.ts'), 'utf8');
    const choice = "if (arg('sut', 'livekit') === 'bare')";
    if (!runner.includes(choice)) throw new Error('the peer bench chooses its system in another way now');
    writeFileSync(
      join(folder, 'bench.ts'),
      runner.replace(
        choice,
        `if (arg('sut', '') === 'parlando') sut = (await import('${ours}')).parlando();\nelse ${choice}`,
      ),
    );
    console.log('installing the peer ...');
    await run('npm', ['ci', '--no-audit', '--no-fund'], folder, INSTALL_MS);
    const rows: Row[] = [];
    for (const sessions of values.sessions.split(',').map(Number)) rows.push(...(await measure(folder, sessions)));
    rows.push(...(await slowModel(folder)), ...(await interruption(folder)));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, n: number): Promise<Row[]> {
  const turns = n === 1 ? Number(values.turns) : 2;
  const pace = n === 1 ? 'fast' : 'realtime';
  const all = await trio(folder, [`--n=${n}`, `--turns=${turns}`, `--profile=${pace}`, '--idle=4']);
  const name = `${n} session${n > 1 ? 's' : ''}`;
  const beside = (what: string, unit: string, of: (one: PeerResult) => number): Row => compared(what, unit, all, of);
  return [
    beside(`hops, ${name}, p50`, 'ms', ({ overheadHops }) => overheadHops.p50),
    beside(`hops, ${name}, p95`, 'ms', ({ overheadHops }) => overheadHops.p95),
    beside(`hops, ${name}, p99`, 'ms', ({ overheadHops }) => overheadHops.p99),
    beside(`CPU a turn, ${name}`, 'ms', ({ cpuMsPerTurn }) => cpuMsPerTurn),
    beside(`CPU of a listener for a second, ${name}`, 'ms', (one) => one.idleCpuMsPerSessionSecond),
    beside(`heap a session, listening, ${name}`, 'kB', (one) => one.heapPerSessionIdleKB),
    beside(`heap a session, after its turns, ${name}`, 'kB', (one) => one.heapPerSessionAfterKB),
    beside(`memory of the process, ${name}`, 'MB', ({ rssPeakMB }) => rssPeakMB),
    beside(`turns lost, ${name}`, 'turns', ({ lost }) => lost),
  ];
}

async function slowModel(folder: string): Promise<Row[]> {
  const all = await trio(folder, ['--n=1', '--turns=6', '--profile=fast', '--idle=1', '--tok=20']);
  return [compared('first sound over nominal, 20 ms a token, p50', 'ms', all, (one) => one.overheadNominal.p50)];
}

async function interruption(folder: string): Promise<Row[]> {
  const common = ['--n=1', '--turns=8', '--profile=realtime', '--speech=1000', '--idle=1', '--barge=1', '--warm=1'];
  const all = await trio(folder, [...common, '--minint=20']);
  return [
    compared('barge-in to cleared, 20 ms rule, p50', 'ms', all, (one) => one.bargeToClear?.p50 ?? Number.NaN),
    compared('barge-in to cleared, 20 ms rule, max', 'ms', all, (one) => one.bargeToClear?.max ?? Number.NaN),
  ];
}

async function trio(folder: string, args: readonly string[]): Promise<Trio> {
  const one = async (sut: Sut): Promise<PeerResult> => {
    const out = await run(process.execPath, ['--expose-gc', 'bench.ts', `--sut=${sut}`, ...args], folder, RUN_MS);
    const line = out.split('\n').find((text) => text.startsWith('RESULT '));
    if (line === undefined) throw new Error(`the peer bench gave no result for ${sut}`);
    return JSON.parse(line.slice('RESULT '.length)) as PeerResult;
  };
  return { bare: await one('bare'), livekit: await one('livekit'), parlando: await one('parlando') };
}

/** Ours beside LiveKit; at most what LiveKit needs. */
function compared(what: string, unit: string, all: Trio, of: (one: PeerResult) => number): Row {
  return row(what, unit, of(all.parlando), {
    yardstick: { what: 'LiveKit', value: of(all.livekit) },
    target: of(all.livekit),
    note: `bare ${of(all.bare)}`,
  });
}

async function run(command: string, args: readonly string[], cwd: string, ms: number): Promise<string> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: ms });
  let out = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said.slice(-2_000)}`);
  return out;
}

if (!existsSync(join(peer, 'bench.ts'))) {
  console.log(`Skipped: the peer bench is not there (${peer}).`);
} else {
  const rows = await bench();
  console.log(table(rows));
  writeFileSync(
    fileURLToPath(new URL('./results/peer.json', import.meta.url)),
    `${JSON.stringify({ machine: machine(), rows }, null, 2)}\n`,
  );
}

import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { keyProblem } from './talk/key-problem.ts';
import { help, readOptions, socketUrl, type TalkOptions, UsageProblem } from './talk/options.ts';
import { ServerProblem, startOwnServer } from './talk/own-server.ts';
import { type PlayedFile, readPlayedFile } from './talk/played-files.ts';
import { TalkPrinter } from './talk/talk-printer.ts';
import { BrokenOff, MICROPHONE_RATE, TalkRoom, VOICE_RATE } from './talk/talk-room.ts';
import { writeWav } from './talk/wav.ts';

export const exitCodes = { well: 0, brokenOff: 1, usage: 2, noServer: 3, interrupted: 130 } as const;

/** For corrections, which may come after the reply. */
const LINGER_MS = 400;

export interface Streams {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  line(text: string): void;
  complaint(text: string): void;
}

/** Runs the command; answers its exit code. An abort of `signal` ends the talk in order. */
export async function talk(args: readonly string[], streams: Streams, signal: AbortSignal): Promise<number> {
  let asked: TalkOptions | undefined;
  try {
    const options = readOptions(args);
    if (options === 'help') {
      streams.line(help);
      return exitCodes.well;
    }
    asked = options;
    const files: PlayedFile[] = [];
    for (const path of options.files) files.push(await readPlayedFile(path, MICROPHONE_RATE));
    if (options.url !== undefined) return await converse(options, options.url, files, streams, signal);
    await using server = await startOwnServer(signal);
    return await converse(options, socketUrl(server.url), files, streams, signal);
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    if (error instanceof UsageProblem) {
      streams.complaint(`${error.message}\nnpm run talk -- --help tells more.`);
      return exitCodes.usage;
    }
    if (error instanceof ServerProblem) {
      streams.complaint(error.message);
      return exitCodes.noServer;
    }
    if (error instanceof BrokenOff) {
      const why = error.reached === 'nothing' && asked?.url ? await keyProblem(asked.url, asked.key) : undefined;
      if (why !== undefined) {
        streams.complaint(why);
        return exitCodes.usage;
      }
      streams.complaint(error.message);
      return { nothing: exitCodes.noServer, server: exitCodes.usage, talk: exitCodes.brokenOff }[error.reached];
    }
    throw error;
  }
}

async function converse(
  options: TalkOptions,
  url: string,
  files: readonly PlayedFile[],
  streams: Streams,
  signal: AbortSignal,
): Promise<number> {
  const printer = new TalkPrinter(streams.line);
  using room = new TalkRoom({
    url,
    key: options.key,
    scene: options.scene,
    fast: options.fast,
    onEvent: (event, atMs) => printer.event(event, atMs),
  });
  try {
    await room.opening(signal);
    for (const file of files) {
      printer.note(room.atMs, 'you', `${file.name} (${(file.ms / 1000).toFixed(1)} s)`);
      if (!(await room.play(file.samples, signal)))
        printer.note(room.atMs, 'silence', `no speech was noticed in ${file.name}`);
    }
    if (files.length === 0) await typeLines(room, printer, streams, signal);
    await room.linger(LINGER_MS, signal);
  } finally {
    // Also of a talk that broke off: what was said until then is on the tape.
    if (options.out !== undefined) {
      await writeFile(options.out, writeWav(room.voice.samples(), VOICE_RATE));
      printer.note(room.atMs, 'written', options.out);
    }
  }
  return exitCodes.well;
}

async function typeLines(room: TalkRoom, printer: TalkPrinter, streams: Streams, signal: AbortSignal): Promise<void> {
  const lines = createInterface({ input: streams.input, signal });
  const person = streams.input.isTTY === true;
  if (person) streams.line('Type your answer; /hint, /repeat, /slower, /translate, /skip, /stop, /quit.');
  for await (const line of lines) {
    const text = line.trim();
    if (text === '/quit') break;
    if (text === '') continue;
    if (!person) printer.note(room.atMs, 'you', text);
    await room.write(text.startsWith('/') ? { command: text.slice(1) } : { text }, signal);
  }
  signal.throwIfAborted();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort(new Error(name)));
  // Who reads the lines has gone away (`| head`): that ends the talk too.
  process.stdout.once('error', () => stopping.abort(new Error('nobody reads on')));
  process.exitCode = await talk(
    process.argv.slice(2),
    {
      input: process.stdin,
      line: (text) => process.stdout.write(`${text}\n`),
      complaint: (text) => process.stderr.write(`talk: ${text}\n`),
    },
    stopping.signal,
  );
  // A terminal that is still being read would keep the process.
  process.stdin.unref?.();
}

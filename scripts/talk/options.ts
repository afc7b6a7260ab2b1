import { parseArgs } from 'node:util';

export interface TalkOptions {
  files: readonly string[];
  scene: string | undefined;
  out: string | undefined;
  url: string | undefined;
  key: string | undefined;
  fast: boolean;
}

/** What was asked cannot be done as it was asked; the message says why. */
export class UsageProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageProblem';
  }
}

export const help = `Talk with the tutor from the command line.

  npm run talk -- [options] [file.wav ...]

WAV files are the learner's microphone: each is played to the server, and the next one waits for the reply. Without
files, lines are read from the keyboard (or a pipe) as typed answers; /hint, /repeat, /slower, /translate, /skip and
/stop are the tutor's buttons, and /quit leaves.

  --scene <id>   the scene to talk in, for example cafe-en or cafe-pl (default: the server's own choice)
  --out <file>   write the tutor's side as a WAV, on the true timeline of the conversation
  --url <url>    talk with this server (ws://host:port or http://host:port) instead of one of its own
  --key <key>    access key of that server
  --fast         as quick as the server answers, instead of in real time
  --help         this text

Ends with 0 when the talk went well, 1 when it broke off, 2 when the options, a file, the scene or the key are no good, 3 when there is no
server to talk with.`;

/** Throws a UsageProblem. */
export function readOptions(args: readonly string[]): TalkOptions | 'help' {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new UsageProblem(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return 'help';
  if (values.key !== undefined && values.url === undefined)
    throw new UsageProblem('--key is for a server named with --url');
  return {
    files: positionals,
    scene: values.scene,
    out: values.out,
    url: values.url === undefined ? undefined : socketUrl(values.url),
    key: values.key,
    fast: values.fast === true,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      scene: { type: 'string' },
      out: { type: 'string' },
      url: { type: 'string' },
      key: { type: 'string' },
      fast: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

/** The voice socket of a server, however its address was written. */
export function socketUrl(address: string): string {
  let url: URL;
  try {
    url = new URL(address.includes('://') ? address : `ws://${address}`);
  } catch {
    throw new UsageProblem(`${address} is no address of a server`);
  }
  const scheme = { 'http:': 'ws:', 'https:': 'wss:', 'ws:': 'ws:', 'wss:': 'wss:' }[url.protocol];
  if (scheme === undefined) throw new UsageProblem(`${address} is no address of a server`);
  const path = url.pathname === '/' ? '/v1/realtime' : url.pathname;
  return `${scheme}//${url.host}${path}${url.search}`;
}
